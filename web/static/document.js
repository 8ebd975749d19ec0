// The page of a document.

import { enliven } from "./reader.js";

enliven(document.querySelector(".reader"), null);
