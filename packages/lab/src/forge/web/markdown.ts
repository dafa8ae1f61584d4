import MarkdownIt from 'markdown-it';
import { Html } from './html';

// HTML in the text is shown as text, and links that would run a script are not made links.
const renderer = new MarkdownIt({ html: false, linkify: true });

/**
 * Markdown as a piece of a page.
 *
 * @internal
 */
export function markdown(text: string): Html {
  return new Html(renderer.render(text));
}
