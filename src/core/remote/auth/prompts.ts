import { LabError } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';

/** Questions that only the person can answer. A shell shows them in its own frame and names the node. */
export interface Prompts {
  /** A host key never seen before. True: accept and remember it. */
  acceptHostKey(question: HostKeyQuestion): Promise<boolean>;
  password(question: { node: string; user: string; host: string; refused?: boolean }): Promise<string>;
  passphrase(question: { node: string; file: string }): Promise<string>;
  /** `refused`, here and above: the node did not take the password before this one. */
  sudoPassword(question: { node: string; user: string; refused?: boolean }): Promise<string>;
}

export interface HostKeyQuestion {
  node: string;
  host: string;
  port: number;
  /** e.g. `ssh-ed25519`. */
  type: string;
  /** `SHA256:…` as ssh-keygen prints it. */
  fingerprint: string;
  /** The known_hosts that came with the lab file has this key: somebody's word, to be compared all the same. */
  claimed?: boolean;
}

/** Nobody is there to answer: every question is an error that says what would have been asked. */
export const noPrompts: Prompts = {
  acceptHostKey: async () => false,
  password: async ({ node, user }) => unanswered(node, texts.remote.passwordOf({ user })),
  passphrase: async ({ node, file }) => unanswered(node, texts.remote.passphraseOf({ file })),
  sudoPassword: async ({ node, user }) => unanswered(node, texts.remote.sudoPasswordOf({ user })),
};

function unanswered(node: string, what: Words): never {
  throw new LabError('auth-failed', texts.remote.nobodyToAnswer({ node, what }), {
    node,
    remedy: texts.remote.nobodyToAnswerRemedy,
  });
}
