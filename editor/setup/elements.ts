/** Elements for what the setup shows. */

type Content = string | Node;

/** An element with a class and contents. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...contents: Content[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...contents);
  return made;
}

/** A button as Node-RED has them. */
export function button(label: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', 'red-ui-button red-ui-button-small', label);
  made.type = 'button';
  made.addEventListener('click', (event) => {
    event.preventDefault();
    onClick();
  });
  return made;
}

/** A link to another site. */
export function outsideLink(label: string, url: string): HTMLAnchorElement {
  const made = element('a', '', label);
  made.href = url;
  made.target = '_blank';
  made.rel = 'noopener';
  return made;
}

/** An icon of Font Awesome 4, without `fa-`. */
export function icon(name: string): HTMLElement {
  const made = element('i', `fa fa-fw fa-${name}`);
  made.setAttribute('aria-hidden', 'true');
  return made;
}
