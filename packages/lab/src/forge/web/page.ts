import { html, type HtmlValue } from './html';

/**
 * A whole page.
 *
 * @internal
 */
export function page(options: {
  title: string;
  /** Where the page is, from the top down. */
  trail: { label: string; href: string }[];
  content: HtmlValue;
}): string {
  const { title, trail, content } = options;
  const links = trail.map(
    ({ label, href }, index) =>
      html`${index > 0 ? ' / ' : ''}<a href="${href}">${label}</a>`,
  );
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_assets/forge.css" />
      </head>
      <body>
        <header>
          <nav aria-label="Where you are">${links}</nav>
        </header>
        <main>${content}</main>
      </body>
    </html>`.text;
}

/**
 * A moment, for people and for programs.
 *
 * @internal
 */
export function moment(date: string | Date) {
  const iso = new Date(date).toISOString();
  const text = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return html`<time datetime="${iso}">${text}</time>`;
}
