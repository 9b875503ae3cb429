type Kind = { kind: string };
const isOrHas = (counted: string) => (counted ? `must have` : `must be`);

/** What is wrong with something that a person wrote, behind the name of its field. */
export const schema = {
  string: 'text',
  number: 'a number',
  whole: 'a whole number',
  boolean: 'true or false',
  group: 'a group of fields',
  list: 'a list',
  nothing: 'nothing',
  somethingElse: 'something else',
  characters: 'characters',
  entries: 'entries',
  missing: ({ kind }: Kind) => `is missing; it must be ${kind}`,
  mustBe: ({ kind }: Kind) => `must be ${kind}`,
  mustBeNot: ({ kind, given }: Kind & { given: string }) => `must be ${kind}, not ${given}`,
  choice: ({ choices }: { choices: readonly string[] }) =>
    choices.length > 1 ? `must be one of ${choices.join(', ')}` : `must be ${choices.join('')}`,
  missingChoice: ({ must }: { must: string }) => `is missing; it ${must}`,
  unknownFields: ({ fields }: { fields: readonly string[] }) => `unknown field: ${fields.join(', ')}`,
  atMost: ({ most, counted }: { most: string; counted: string }) =>
    `${isOrHas(counted)} at most ${most} ${counted}`.trimEnd(),
  lessThan: ({ most, counted }: { most: string; counted: string }) =>
    `${isOrHas(counted)} less than ${most} ${counted}`.trimEnd(),
  atLeast: ({ least, counted }: { least: string; counted: string }) =>
    `${isOrHas(counted)} at least ${least} ${counted}`.trimEnd(),
  moreThan: ({ least, counted }: { least: string; counted: string }) =>
    `${isOrHas(counted)} more than ${least} ${counted}`.trimEnd(),
  unknownKind: 'is not one of the known kinds',
  notRight: 'is not as it must be',
  stepName: 'must be the name of a step',
};
