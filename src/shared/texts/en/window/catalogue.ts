export const catalogue = {
  catalogue: {
    text: 'What went wrong for others with this tutorial: the symptom, the cause, how to check it, and what to do. The same on the command line: npx overlay-lab explain.',
    search: 'Search for words of a message, a port …',
    found_one: '{{count}} failure',
    found_other: '{{count}} failures',
    choose: 'Choose one from the list, or search for words of the message that you see.',
    see: 'What you see',
    why: 'Why',
    inferred: '(This cause is our conclusion; the reports do not name it.)',
    check: 'How to check, as root on the node',
    do: 'What to do',
    sources: 'Reported in',
    copy: 'Copy the command',
    more: 'More about this failure: {{number}}',
  },
} as const;
