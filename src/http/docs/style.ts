/** The look of the reference page; light or dark as the reader has it. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dee4, #3d444d);
  --soft: light-dark(#57606a, #9198a1);
  --link: light-dark(#0550ae, #79b8ff); --fill: light-dark(#f6f8fa, #161b22) }
* { box-sizing: border-box }
body { margin: 0; display: grid; grid-template-columns: 14rem minmax(0, 1fr);
  font: 16px/1.6 system-ui, sans-serif;
  background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #e6edf3) }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem;
  border-right: 1px solid var(--line) }
nav ul { list-style: none; padding: 0 }
nav a { display: block; padding: .25rem 0 }
a { color: var(--link); text-decoration: none }
a:hover, a:focus-visible { text-decoration: underline }
main { padding: 1rem 2rem 4rem; max-width: 60rem }
article { border-top: 1px solid var(--line); padding: .5rem 0 1rem }
h3 code { overflow-wrap: anywhere }
h4 { margin: 1rem 0 .25rem }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem }
pre { background: var(--fill); border: 1px solid var(--line); border-radius: 6px;
  padding: .75rem; overflow: auto }
dl { margin: 0; padding-left: .75rem; border-left: 2px solid var(--line) }
dt { margin-top: .35rem }
dd { margin: 0 0 0 1rem; overflow-wrap: anywhere }
dt:target, article:target { background: var(--fill) }
i, .who, .errors { color: var(--soft) }
@media (max-width: 45rem) {
  body { display: block }
  nav { position: static; height: auto; border: 0; border-bottom: 1px solid var(--line) }
  main { padding: 1rem }
}
`
