import { spoken } from '../../shared/texts/text.ts';

export interface JoinPage {
  class: string;
  fingerprint: string;
  /** A link that is good: for a seat, or for the wall. */
  link?: { value: string; seat?: string | undefined } | undefined;
  name?: string;
  problem?: string | undefined;
}

/** The door: a form without scripts, which is all that is shown to somebody who has not joined. */
export function joinPage({ class: name, fingerprint, link, name: given = '', problem }: JoinPage): string {
  const title = escaped(spoken.serve.title({ class: name }));
  const hello =
    link === undefined
      ? spoken.serve.hello
      : link.seat === undefined
        ? spoken.serve.helloInstructor
        : spoken.serve.helloLink({ seat: link.seat });
  const hidden = link ? `<input type="hidden" name="link" value="${escaped(link.value)}">` : '';
  const field = (id: string, label: string, more: string) =>
    `<label for="${id}">${escaped(label)}</label><input id="${id}" name="${id}" required autocomplete="off" ${more}>`;
  const code = link
    ? ''
    : field('code', spoken.serve.code, 'maxlength="20" autocapitalize="characters" spellcheck="false" autofocus');
  const isWall = link !== undefined && link.seat === undefined;
  const person = isWall ? '' : field('name', spoken.serve.name, `maxlength="80" value="${escaped(given)}"`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
<main>
<h1>${title}</h1>
<p>${escaped(hello)}</p>
${problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`}
<form method="post" action="/join">${hidden}${code}${person}<button>${escaped(isWall ? spoken.serve.openWall : spoken.serve.join)}</button></form>
<p><a href="/">${escaped(spoken.serve.joinedAlready)}</a></p>
<p class="small">${escaped(spoken.serve.check)}<br><code>${escaped(fingerprint)}</code></p>
</main>
</html>
`;
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center; min-height: 100vh; background: Canvas; color: CanvasText }
main { width: min(26rem, calc(100vw - 2rem)) }
h1 { font-size: 1.5rem }
form { display: grid; gap: .4rem; margin: 1rem 0 }
label { font-weight: 600 }
input { font: inherit; padding: .5rem; border: 1px solid GrayText; border-radius: 6px; margin-bottom: .5rem; background: Field; color: FieldText }
#code { font: 1.4rem ui-monospace, monospace; text-transform: uppercase }
button { font: inherit; font-weight: 600; padding: .6rem; border: 0; border-radius: 6px; background: #1c5fb0; color: #fff }
[role=alert] { border-left: 4px solid #c22; padding-left: .6rem }
.small { font-size: .85rem }
code { overflow-wrap: anywhere }
`;

/** Of a page, between tags or in quotes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
