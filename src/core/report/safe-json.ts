/** DEL, C1, bidi, zero-width and separators: JSON leaves them as they are, though a terminal or an editor obeys them. */
const steering =
  /[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** JSON in which nothing but printable text stands; it reads back as exactly the same value. */
export function safeJson(value: unknown, indent?: number): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, indent).replace(steering, (text) => text.split('').map(escaped).join(''));
}
