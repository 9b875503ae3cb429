import { generateKeyPairSync, KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ssh2, { Client } from 'ssh2';
import { expect, it } from 'vitest';
import { keepKeys } from './keep-keys.ts';

/** A client that speaks `cipher` with a server that answers a command with its own words. */
async function connected(cipher: ssh2.CipherAlgorithm): Promise<Client> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = new ssh2.Server({ hostKeys: [privateKey.export({ type: 'sec1', format: 'pem' })] }, (connection) => {
    connection.on('error', () => {}).on('authentication', (context) => context.accept());
    connection.on('session', (accept) => {
      accept().on('exec', (answer, _refuse, { command }) => {
        const stream = answer();
        stream.write(command);
        stream.exit(0);
        stream.end();
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new Client();
  await new Promise((resolve, reject) => {
    client.on('ready', () => resolve(undefined)).on('error', reject);
    client.on('close', () => server.close());
    client.connect({ host: '127.0.0.1', port, username: 'joe', algorithms: { cipher: [cipher] } });
  });
  return client;
}

const answerTo = (client: Client, command: string) =>
  new Promise<string>((resolve, reject) => {
    client.exec(command, (error, stream) => {
      if (error) return void reject(error);
      let text = '';
      stream.setEncoding('utf8').on('data', (words: string) => {
        text += words;
      });
      stream.on('close', () => resolve(text));
    });
  });

/** Keys that were made once, of those two that ssh2 holds. */
function kept(client: Client): number {
  const { _cipher, _decipher } = (client as unknown as { _protocol: Record<string, Record<string, unknown>> })
    ._protocol;
  return [_cipher?._encKey, _decipher?._decipherKey].filter((key) => key instanceof KeyObject).length;
}

it.each(['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'] as const)(
  'makes both keys of %s once; what is said stays the same',
  async (cipher) => {
    const client = await connected(cipher);
    keepKeys(client);
    expect(kept(client), 'ssh2 has the fields that are meant').toBe(2);
    for (const word of ['first', 'x'.repeat(20_000), 'last']) expect(await answerTo(client, word)).toBe(word);
    client.end();
  },
);

it.each(['aes256-ctr', 'chacha20-poly1305@openssh.com'] as const)('leaves %s alone', async (cipher) => {
  const client = await connected(cipher);
  keepKeys(client);
  expect(kept(client)).toBe(0);
  expect(await answerTo(client, 'said')).toBe('said');
  client.end();
});
