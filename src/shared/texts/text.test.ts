import { afterEach, describe, expect, it } from 'vitest';
import { LabError } from '../errors.ts';
import { errorSchema } from '../run/events.ts';
import { catalogue as en } from './en/catalogue.ts';
import { brackets } from './fixtures/bracketed.ts';
import { languageOf } from './languages.ts';
import { english, inWords, mapStrings, sayIn, speak, spoken, Text, texts } from './text.ts';
import { inThisLanguage, sent, textsSchema, wordsIn } from './wire.ts';

afterEach(() => speak(en));

const nested = texts.gates.noAnswer({ what: texts.bounds.aConnection({ host: 'node1', port: 22 }), seconds: 3 });

describe('a text', () => {
  it('is said in English, and in the language of this program, down to the texts within it', () => {
    expect(english(nested)).toBe('a connection to node1 port 22 did not answer within 3 s.');
    speak(brackets);
    expect(inWords(nested)).toBe('⟦⟦a connection to node1 port 22⟧ did not answer within 3 s.⟧');
    expect(spoken.app.labGone).toBe('⟦This lab is no longer in the list.⟧');
    expect(english(nested)).not.toContain('⟦');
  });

  it('is English where it gets into a string or JSON unseen', () => {
    expect(JSON.stringify({ nested, list: [nested] as unknown[] })).toContain('"nested":"a connection to node1');
    expect([nested as unknown].join()).toBe(english(nested));
  });

  it('travels with figures that are none', () => {
    const wire = JSON.parse(JSON.stringify(sent({ why: texts.measure.duration({ seconds: Number.NaN }) }))) as {
      texts: unknown;
    };
    expect(textsSchema.parse(wire.texts)).toEqual({ why: { key: 'measure.duration', values: { seconds: 'NaN' } } });
  });

  it.each([
    ['no such room', new Text('nowhere.labGone')],
    ['no such text', new Text('app.nowhere')],
    ['no text but what all objects have', new Text('app.constructor')],
    ['other values', new Text('trust.connects')],
  ])('is not said where there is %s', (_, unknown) => {
    expect(sayIn(en, unknown.data())).toBeUndefined();
  });

  it('has the strings that it is filled with mapped, at every depth', () => {
    const text = texts.trust.nobodyToAsk({
      file: 'a',
      what: texts.trust.isNew,
      does: ['b', texts.trust.reads({ file: 'c' })],
    });
    expect(english(mapStrings(text, (one) => one.toUpperCase()))).toContain('A is new here');
    expect(english(mapStrings(text, (one) => one.toUpperCase()))).toContain('it B, reads C');
  });
});

describe('what is sent', () => {
  const error = { code: 'time-out', message: nested, remedy: 'words of a node', list: [texts.app.labGone, 'plain'] };

  it('is English, with what it is made from beside it', () => {
    const wire = sent({ error, at: 'x' }) as { error: { texts: unknown } };
    expect(wire).toMatchObject({
      at: 'x',
      error: { message: english(nested), remedy: 'words of a node', list: [en.app.labGone, 'plain'] },
    });
    expect(wire.error.texts).toEqual({
      message: {
        key: 'gates.noAnswer',
        values: { what: { key: 'bounds.aConnection', values: { host: 'node1', port: 22 } }, seconds: 3 },
      },
      list: [{ key: 'app.labGone', values: {} }, null],
    });
    expect(sent(wire)).toEqual(wire);
  });

  it('is said in the language of whoever reads it, and stays English where that has no such text', () => {
    const wire = JSON.parse(JSON.stringify(sent({ error }))) as { error: Record<string, unknown> };
    expect(inThisLanguage(wire)).toBe(wire);
    speak(brackets);
    expect(inThisLanguage(wire).error).toMatchObject({
      message: inWords(nested),
      remedy: 'words of a node',
      list: [`⟦${en.app.labGone}⟧`, 'plain'],
    });
    const newer = { message: 'As it was', texts: { message: { key: 'app.ofTomorrow', values: {} } } };
    expect(inThisLanguage(newer).message).toBe('As it was');
  });

  it('may be put into something else that is', () => {
    const wire = sent({ message: nested }) as { message: string; texts: never };
    const put = texts.app.ofField({ field: 'node1', message: wordsIn(wire, 'message') });
    speak(brackets);
    expect(inWords(put)).toBe(`⟦node1: ${inWords(nested)}⟧`);
    const newer = { message: 'As it was', texts: { message: { key: 'app.ofTomorrow', values: {} } } };
    expect(wordsIn(newer, 'message')).toBe('As it was');
  });

  it('is English alone where it is too large, or made to hurt', () => {
    const long = sent({ message: texts.app.labTaken({ lab: 'x'.repeat(20_000) }) }) as { texts?: unknown };
    expect(long.texts).toBeUndefined();
    const wrong = { code: 'held', message: 'm', texts: { message: { key: 'app.labTaken', values: { lab: null } } } };
    expect(errorSchema.parse(wrong)).toEqual({ code: 'held', message: 'm', texts: undefined });
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => [inner], 'x');
    expect(textsSchema.parse({ message: { key: 'app.labTaken', values: { lab: deep } } })).toBeUndefined();
  });
});

it('an error is English for logs, and has its texts for whoever is told', () => {
  const error = new LabError('refused', texts.app.labGone, { remedy: texts.app.labGoneRemedy });
  expect([error.message, error.details.remedy]).toEqual([en.app.labGone, en.app.labGoneRemedy]);
  expect(error.words.message).toBeInstanceOf(Text);
});

it.each([
  [['de_CH.UTF-8'], 'en'],
  [['xx', 'en-GB'], 'en'],
  [[undefined, 'constructor'], 'en'],
])('of %j the language is %s', (wanted, name) => {
  expect(languageOf({ en }, ...wanted)).toBe(name);
});
