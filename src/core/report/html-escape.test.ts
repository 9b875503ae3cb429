import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nastyText } from './fixtures/nasty-text.ts';
import { html } from './html-escape.ts';

it('escapes every value, in text and in quoted attributes', () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      const page = html`<p title="${text}">${text}${[text, html`<b>${text}</b>`]}</p>`.text;
      const inner = page.slice('<p title="'.length);
      expect(inner.slice(0, inner.indexOf('">'))).not.toMatch(/["'<>]/);
      expect(page.match(/[<>]/g)).toHaveLength(8);
      expect(page.match(/"/g)).toHaveLength(2);
    }),
  );
});

it('keeps what it made itself, and leaves out what is absent', () => {
  expect(html`<i>${html`<b>${1}</b>`}${undefined}${false}&</i>`.text).toBe('<i><b>1</b>&</i>');
});
