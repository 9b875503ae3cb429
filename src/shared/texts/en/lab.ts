export const lab = {
  fault: ({ where, field, message }: { where: string; field: string; message: string }) =>
    `${where}: ${field}${message}`,
  notALabFileRemedy: 'Give a regular file of at most 1 MB with --lab FILE.',
  aLabFile: 'a lab file',
  tooLarge: ({ file }: { file: string }) => `${file} is larger than 1 MB: not a lab file`,
  notFound: ({ file }: { file: string }) => `Lab file not found: ${file}`,
  notFoundRemedy: 'Give one with --lab FILE, or create a practice lab: npx overlay-lab practice up',
  notUtf8: ({ file }: { file: string }) => `${file} is not UTF-8 text`,
  notAMapping: 'a lab file is a mapping with name, track, network and nodes',
  faults: ({ faults }: { faults: readonly string[] }) => faults.join('\n'),
  moreFaults: ({ more }: { more: number }) => `and ${more} more`,
  unknownField: 'unknown field',
  unknownFieldSimilar: ({ suggestion }: { suggestion: string }) => `unknown field; did you mean “${suggestion}”?`,
  valueSimilar: ({ must, suggestion }: { must: string; suggestion: string }) =>
    `${must}; did you mean “${suggestion}”?`,
  notYaml: 'not YAML',
  unreadableYaml: ({ reason }: { reason: string }) => `not readable as YAML: ${reason}`,
  tooDeep: ({ most }: { most: number }) => `nested deeper than ${most} levels`,
  tooMuch: 'more than a lab file of 1000 nodes needs',
  noAnchors: 'anchors and aliases are not allowed in lab files',
  keyNotAWord: 'a key must be a word, not a list or a mapping',
  givenTwice: ({ name }: { name: string }) => `${name} is given twice`,
};
