// Files on their way: how much of them is sent, and what is wrong with them. The form works without.

const form = document.getElementById("adding");
const button = form.querySelector("button");
const sending = document.getElementById("sending");
const sent = document.getElementById("sent");
const problem = document.getElementById("problem");

const megabytes = (bytes) => (bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 });

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (button.disabled) return;
  const files = [...document.getElementById("files").files];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const limit = Number(form.dataset.limit);
  problem.textContent = "";
  if (size > limit) {
    problem.textContent = `These are ${megabytes(size)} MB; at most ${megabytes(limit)} MB are taken at once.`;
    return;
  }
  send(new FormData(form));
});

function send(data) {
  const request = new XMLHttpRequest(); // `fetch` does not tell how much is sent
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/problem+json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    sent.value = (100 * event.loaded) / event.total;
    sending.textContent = `${megabytes(event.loaded)} of ${megabytes(event.total)} MB sent`;
  });
  request.addEventListener("load", () => {
    if (request.status === 200) window.location.assign(request.responseURL);
    else stop(told(request.responseText));
  });
  request.addEventListener("error", () => stop("The connection broke off; nothing was added."));
  request.addEventListener("abort", () => stop(""));
  busy(true);
  request.send(data);
}

function stop(why) {
  busy(false);
  sending.textContent = "";
  problem.textContent = why;
}

function busy(isBusy) {
  sent.value = 0;
  sent.hidden = !isBusy;
  button.disabled = isBusy;
  button.classList.toggle("busy", isBusy);
}

function told(body) {
  try {
    return JSON.parse(body).detail;
  } catch {
    return "The service did not take the files; nothing was added.";
  }
}
