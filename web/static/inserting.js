// The one place where HTML is put into a page, and only what the server's templates wrote: they
// escape what documents and people hold. The Content-Security-Policy allows no other way.

const policy = window.trustedTypes?.createPolicy("pincite", { createHTML: (html) => html });

// Returns the one element that was written.
export function element(written) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(written) : written;
  return template.content.firstElementChild;
}
