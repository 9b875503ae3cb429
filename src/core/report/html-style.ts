/** The report's only style; its hash stands in the page's security policy. Colours pass WCAG AA on their grounds. */
export const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #ffffff; --ink: #17202b; --soft: #546173; --line: #dde2ea;
  --native: #1463a8; --overlay: #b4570f; --past: #7b8898; --good: #14713c; --bad: #b3261e; --warn: #855400;
  --good-ground: #e3f4ea; --bad-ground: #fce8e6; --warn-ground: #fdf1dc; --quiet-ground: #edf0f4; }
@media (prefers-color-scheme: dark) { :root { --ground: #10151c; --card: #18202a; --ink: #e6ebf2; --soft: #a3afbf;
  --line: #2d3846; --native: #6db3f2; --overlay: #f0a45d; --past: #7f8da0; --good: #7fd6a0; --bad: #ff9d94; --warn: #f0c274;
  --good-ground: #17382a; --bad-ground: #43211f; --warn-ground: #3d3019; --quiet-ground: #222c38; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main, header, footer { max-width: 78rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 2.75rem 0 0.9rem; font-size: 1.25rem; }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
h3.part { margin: 1.6rem 0 0.7rem; font-size: 1.1rem; }
h4 { margin: 0; font-size: 0.95rem; overflow-wrap: anywhere; }
.output { margin-top: 0.6rem; }
.card .steps .card { border: 0; padding: 0.35rem 0; margin: 0; }
p { margin: 0.4rem 0; }
.eyebrow { margin: 0; color: var(--soft); font-size: 0.9rem; }
.closing { margin: 0.9rem 0 0; font-size: 1.1rem; }
.badge { display: inline-block; padding: 0.1rem 0.6rem; border-radius: 1rem; font-size: 0.85rem; font-weight: 600;
  background: var(--quiet-ground); color: var(--soft); white-space: nowrap; }
.good { background: var(--good-ground); color: var(--good); }
.bad { background: var(--bad-ground); color: var(--bad); }
.warn { background: var(--warn-ground); color: var(--warn); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; padding: 1rem 1.25rem; margin: 0 0 0.9rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; margin: 1rem 0 0; }
.facts dt { color: var(--soft); font-size: 0.85rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 0 0 0.9rem; padding: 0.9rem 1.25rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 0.6rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 1.1rem 0.4rem 0; border-top: 1px solid var(--line);
  white-space: pre-line; font-weight: 400; }
thead th { border-top: 0; color: var(--soft); font-size: 0.85rem; }
td:last-child:not(.figure) { min-width: 12rem; }
.figure { text-align: right; min-width: 5rem; font-variant-numeric: tabular-nums; }
.past { color: var(--soft); }
th:last-child, td:last-child { padding-right: 0; }
code, pre { font: 0.78rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { margin: 0.5rem 0 0; padding: 0.8rem 1rem; overflow-x: auto; background: var(--quiet-ground); border-radius: 0.4rem; }
pre b { color: var(--native); font-weight: 600; }
ol.steps { list-style: none; padding: 0; margin: 0; }
.head { display: flex; flex-wrap: wrap; gap: 0.3rem 0.8rem; align-items: baseline; }
.time { margin-left: auto; color: var(--soft); font-size: 0.9rem; font-variant-numeric: tabular-nums; }
.tasks { list-style: none; padding: 0; margin: 0.5rem 0 0; }
.tasks li { padding: 0.25rem 0; }
.note { color: var(--soft); overflow-wrap: anywhere; }
.diff { margin: 0.3rem 0; padding: 0.5rem 0.8rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 1.25rem; }
.pair > div { min-width: 0; }
details > summary { cursor: pointer; font-weight: 600; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg .soft { fill: var(--soft); }
svg .native { fill: var(--native); } svg .overlay { fill: var(--overlay); }
svg .past { fill-opacity: 0.45; }
svg .none { fill: none; stroke: var(--past); stroke-dasharray: 4 4; }
svg .axis { stroke: var(--line); }
footer { color: var(--soft); font-size: 0.9rem; padding-top: 2rem; padding-bottom: 3rem; }
:focus-visible { outline: 2px solid var(--native); outline-offset: 2px; }
@media print { body { background: none; } .card, .scroll { break-inside: avoid; } }
`;
