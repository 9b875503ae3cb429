import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { ActionButton } from './action-button.tsx';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));

const markup = (props: Parameters<typeof ActionButton>[0]) =>
  renderToStaticMarkup(createElement(MantineProvider, null, createElement(ActionButton, props, 'Measure')));
const button = (html: string) => /<button[^>]*>/.exec(html)?.[0] ?? '';

test.each([
  ['a reason', { not: 'Choose one first' }, 'Choose one first'],
  ['what it does that is not over yet', { loading: true }, 'frame.atWork'],
])('a button that cannot be used for %s says so', (_, props, why) => {
  const html = markup(props);
  expect(button(html)).toMatch(/ disabled=""/);
  expect(button(html)).toContain(`title="${why}"`);
  const [, id = 'none'] = /aria-describedby="([^"]+)"/.exec(button(html)) ?? [];
  expect(html).toMatch(new RegExp(`<div[^>]* id="${id}"[^>]*>${why}</div>|<span[^>]* id="${id}"[^>]*>${why}</span>`));
});

test('one that can be used says nothing of the kind', () => {
  const html = markup({});
  expect(button(html)).not.toMatch(/disabled=""|title=|aria-describedby/);
  expect(html.replace(/<style[\s\S]*?<\/style>/g, '').match(/Measure|atWork/g)).toEqual(['Measure']);
});
