import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('keeps what people read', () => {
  expect(plainText('PING 10.0.0.3\n\t64 bytes – ok ✓ 日本')).toBe('PING 10.0.0.3\n\t64 bytes – ok ✓ 日本');
});

test('takes away colours, titles, links and clipboard writes as a whole', () => {
  expect(plainText('\x1b[31mred\x1b[0m \x1b]0;title\x07a\x1b]8;;http://x\x1b\\b\x1b]52;c;aGk=\x07')).toBe('red ab');
});

test('takes away what reorders or hides', () => {
  expect(plainText('a\u202ecba\u2066\u200b\ufeff\r\b')).toBe('acba');
});
