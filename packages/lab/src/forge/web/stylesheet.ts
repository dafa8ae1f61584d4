/**
 * The looks of the forge's pages, light and dark.
 *
 * @internal
 */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --surface: #ffffff; --text: #1b1f24; --muted: #57606a; --line: #d5dae0; --link: #0b57d0;
  --good: #146c2e; --bad: #b3261e; --done: #6f42c1; --primary: #146c2e; --on-primary: #ffffff;
  --added: #e3f6e7; --added-edge: #bfe6c8; --removed: #fdeaea; --removed-edge: #f5c9c7; --hunk: #eef2f8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1216; --surface: #171b21; --text: #e4e8ed; --muted: #9aa4af; --line: #323a44; --link: #8ab4f8;
    --good: #6fcf86; --bad: #ff8f87; --done: #c3a6ff; --primary: #22783a; --on-primary: #ffffff;
    --added: #12301b; --added-edge: #1d4a2a; --removed: #3a1a1b; --removed-edge: #5a2728; --hunk: #1e2530;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}
a { color: var(--link); }
a:focus-visible, button:focus-visible, textarea:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--link); outline-offset: 2px;
}
header, main { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 16px; padding-bottom: 8px; color: var(--muted); overflow-wrap: anywhere; }
header a { font-weight: 600; text-decoration: none; }
header a:hover { text-decoration: underline; }
main { padding-bottom: 64px; }
h1 { font-size: 26px; line-height: 1.25; margin: 12px 0; overflow-wrap: anywhere; }
h1 .number { color: var(--muted); font-weight: 400; }
h2 { font-size: 18px; margin: 32px 0 12px; }
code, pre, .diff { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; }
.muted { color: var(--muted); }
.facts { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; color: var(--muted); margin: 0 0 20px; }
.facts code { background: var(--hunk); border-radius: 4px; padding: 2px 6px; }
.state {
  display: inline-flex; gap: 6px; align-items: center; border: 1px solid currentColor; border-radius: 999px;
  padding: 2px 12px; font-weight: 600;
}
.state.open { color: var(--good); } .state.merged { color: var(--done); } .state.closed { color: var(--bad); }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; margin: 16px 0; }
.panel > .inside { padding: 16px 20px; overflow-x: auto; }
.next { border-left: 4px solid var(--good); }
.next.merged { border-left-color: var(--done); } .next.closed, .next.problem, .next.waiting { border-left-color: var(--bad); }
.next p { margin: 0 0 12px; } .next p:last-child { margin-bottom: 0; }
.actions { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
button {
  font: inherit; font-weight: 600; padding: 7px 16px; border-radius: 6px; border: 1px solid var(--line);
  background: var(--surface); color: var(--text); cursor: pointer;
}
button:hover { border-color: var(--muted); }
button.primary { background: var(--primary); border-color: var(--primary); color: var(--on-primary); }
button.primary:hover { filter: brightness(1.1); }
form { margin: 0; }
details.panel > summary {
  padding: 10px 16px; cursor: pointer; list-style: none; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline;
}
summary .path { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; font-weight: 600; overflow-wrap: anywhere; }
summary::before { content: '▸'; color: var(--muted); }
[open] > summary::before { content: '▾'; }
.plus { color: var(--good); } .minus { color: var(--bad); }
.scroll { overflow-x: auto; border-top: 1px solid var(--line); }
table { border-collapse: collapse; }
.diff { width: 100%; line-height: 1.45; }
.diff td { padding: 0 8px; white-space: pre; vertical-align: top; }
.diff td.line { text-align: right; color: var(--muted); user-select: none; width: 1%; min-width: 44px; font-variant-numeric: tabular-nums; }
.diff tr.added td { background: var(--added); } .diff tr.added td.line { background: var(--added-edge); color: var(--text); }
.diff tr.removed td { background: var(--removed); } .diff tr.removed td.line { background: var(--removed-edge); color: var(--text); }
.diff tr.hunk td { background: var(--hunk); color: var(--muted); padding-top: 4px; padding-bottom: 4px; }
.list { list-style: none; margin: 0; padding: 0; }
.list li { padding: 9px 20px; border-top: 1px solid var(--line); display: flex; gap: 4px 12px; flex-wrap: wrap; align-items: baseline; overflow-wrap: anywhere; }
.list li:first-child { border-top: 0; }
.markdown > :first-child { margin-top: 0; } .markdown > :last-child { margin-bottom: 0; }
.markdown h1 { font-size: 20px; } .markdown h2 { font-size: 17px; margin: 20px 0 8px; } .markdown h3 { font-size: 15px; margin: 16px 0 8px; }
.markdown th, .markdown td { border: 1px solid var(--line); padding: 4px 10px; text-align: left; }
.markdown blockquote { margin: 12px 0; padding: 0 16px; border-left: 4px solid var(--line); color: var(--muted); }
.markdown pre { background: var(--hunk); padding: 12px; border-radius: 6px; overflow-x: auto; }
.markdown :not(pre) > code { background: var(--hunk); border-radius: 4px; padding: 1px 5px; }
.success { color: var(--good); } .failure { color: var(--bad); } .pending { color: var(--muted); }
.outcome { font-weight: 600; white-space: nowrap; }
.entry > .inside > .facts { margin-bottom: 8px; } .entry > .inside > .facts:last-child { margin-bottom: 0; }
label { display: block; font-weight: 600; margin-bottom: 6px; }
textarea {
  font: inherit; width: 100%; min-height: 88px; padding: 8px 10px; margin-bottom: 12px; border: 1px solid var(--muted); border-radius: 6px;
  background: var(--page); color: var(--text); resize: vertical;
}
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
