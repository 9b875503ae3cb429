import { behindIntent } from './behind-intent.ts';
import { operation } from './operation.ts';

/** The chain that the engine asks first of all, and in which it makes no rules of its own. */
export const userChain = 'DOCKER-USER';

/** What the lab's rules are told by. */
export const ruleMark = (lab: string): string => `overlay-lab:${lab}`;

/** Packets between containers of the lab's nodes may pass; after `-I CHAIN` or the like. */
export const ruleWords = (lab: string, subnet: string): string[] => [
  ...['-s', subnet, '-d', subnet, '-m', 'comment', '--comment', ruleMark(lab), '-j', 'ACCEPT'],
];

/** True where the rule is there. */
export const ruleRead = operation<{ lab: string; subnet: string }, boolean>({
  name: 'rule.read',
  program: ({ lab, subnet }) => ({
    argv: ['iptables', '-w', '5', '-C', userChain, ...ruleWords(lab, subnet)],
    expect: 'any',
  }),
  read: ({ status }) => status === 0,
});

export const ruleAdd = operation<{ lab: string; subnet: string; intent?: string }>({
  name: 'rule.add',
  program: ({ lab, subnet, intent }) =>
    behindIntent(lab, intent, {
      script: `
iptables -w 5 -C ${userChain} "$@" 2>/dev/null || iptables -w 5 -I ${userChain} "$@"`,
      words: ruleWords(lab, subnet),
    }),
  read: () => undefined,
});

/** All that carry the lab's mark, whatever subnet they are about. */
export const rulesTakeAway = operation<{ lab: string }>({
  name: 'rule.take-away',
  program: ({ lab }) => ({
    script: `
iptables -w 5 -S ${userChain} 2>/dev/null | grep -F -- "--comment \\"$1\\" " | sed 's/^-A/-D/; s/"//g' | while read -r rule; do
  iptables -w 5 $rule || exit 1
done`,
    words: [ruleMark(lab)],
  }),
  read: () => undefined,
});

export const rulesShow = operation<Record<never, never>, string>({
  name: 'rule.show',
  program: () => ({ argv: ['iptables', '-S', userChain], expect: 'any' }),
  read: ({ stdout }) => stdout,
});
