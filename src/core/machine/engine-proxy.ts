import { BlockList, isIPv4 } from 'node:net';
import { texts } from '../../shared/texts/text.ts';
import type { EngineState } from './engine-state.ts';
import { listening } from './engine-state.ts';
import { rows, type Trouble } from './engine-trouble.ts';

/**
 * An engine with HTTP_PROXY asks etcd through that proxy too, and fails with a bare 500. Both the running engine's variables
 * count and the unit's, with which it is started next; undefined where none is set or the lab's addresses are excepted.
 */
export function proxyTrouble(state: EngineState, addresses: readonly string[]): Trouble | undefined {
  const process = listening(state);
  const sets = [
    { proxies: process?.proxies ?? [], noProxy: process?.noProxy ?? '' },
    { proxies: state.unitProxies, noProxy: state.unitNoProxy },
  ];
  const bad = sets.find(
    ({ proxies, noProxy }) =>
      // etcd is asked by http; HTTPS_PROXY alone does no harm.
      proxies.some((name) => /^http_proxy$/i.test(name)) && addresses.some((one) => !isExcepted(one, noProxy)),
  );
  if (!bad) return undefined;
  const name = bad.proxies.find((one) => /^http_proxy$/i.test(one)) ?? 'HTTP_PROXY';
  const wanted = [
    ...new Set([...bad.noProxy.split(',').map((one) => one.trim()), 'localhost', '127.0.0.1', ...addresses]),
  ];
  return {
    message: texts.machine.proxied({ variable: name, address: addresses[0] ?? '' }),
    remedy: exceptThem(wanted),
    diagnosis: rows.proxy,
  };
}

const file = '/etc/systemd/system/docker.service.d/zz-no-proxy.conf';
/** A line to paste, which is no words of a language. */
const exceptThem = (addresses: readonly string[]): string =>
  `mkdir -p ${file.slice(0, file.lastIndexOf('/'))}; printf '[Service]\\nEnvironment="NO_PROXY=${addresses.filter(isPlain).join(',')}"\\n' >${file}; systemctl daemon-reload; systemctl restart docker`;

/** As Go reads NO_PROXY: a star, an address, or a range of addresses. */
function isExcepted(address: string, noProxy: string): boolean {
  return noProxy.split(',').some((entry) => {
    const one = entry.trim();
    if (one === '*' || one === address || one.startsWith(`${address}:`)) return true;
    const [network = '', length] = one.split('/');
    if (length === undefined || !isIPv4(network) || !(Number(length) >= 0 && Number(length) <= 32)) return false;
    const list = new BlockList();
    list.addSubnet(network, Number(length));
    return list.check(address);
  });
}

/** What cannot mean anything to a shell; anything else of the node's own text is not put into a line to be pasted. */
const isPlain = (entry: string): boolean => /^[\w.*:/-]+$/.test(entry);
