/** Every text of something made of lists, groups and texts. */
export function fieldsWithText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(fieldsWithText);
}
