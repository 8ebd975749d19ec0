// What an answer can do in a browser with JavaScript; each works without it in a plainer way.
import "./copying.js";
import "./sorting.js";
import "./feedback.js";
