import { z } from 'zod';
import { mostEntries, mostOfValue, type StoreEntry, type StoreKind } from '../../../shared/store/store.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';

/** What engines of a swarm told, as it came. */
export interface SwarmTold {
  /** Of a manager. */
  nodes: unknown;
  networks: unknown;
  services: unknown;
  tasks: unknown;
  /** Of each node, its own networks with what gossip told it. */
  heard: readonly { node: string; networks: readonly unknown[] }[];
}

const text = z.string().catch('');
const memberSchema = z.object({
  ID: z.string(),
  Spec: z.object({ Role: text, Availability: text }).catch({ Role: '', Availability: '' }),
  Description: z.object({ Hostname: text }).catch({ Hostname: '' }),
  Status: z.object({ State: text, Addr: text }).catch({ State: '', Addr: '' }),
  ManagerStatus: z
    .object({ Leader: z.boolean().catch(false) })
    .nullish()
    .catch(null),
});
const networkSchema = z.object({
  Id: z.string(),
  Name: text,
  Scope: text,
  Driver: text,
  Ingress: z.boolean().catch(false),
  Attachable: z.boolean().catch(false),
  IPAM: z.object({ Config: z.array(z.object({ Subnet: text })).catch([]) }).catch({ Config: [] }),
  Options: z.record(z.string(), z.string()).nullish().catch(null),
});
const serviceSchema = z.object({
  ID: z.string(),
  Spec: z.object({
    Name: text,
    Mode: z
      .object({ Replicated: z.object({ Replicas: z.number() }) })
      .partial()
      .catch({}),
  }),
});
const taskSchema = z.object({
  ID: z.string(),
  ServiceID: text,
  NodeID: text,
  Slot: z.number().catch(0),
  DesiredState: text,
  Status: z.object({ State: text }).catch({ State: '' }),
  Spec: z
    .object({ ContainerSpec: z.object({ Image: text }).partial().catch({}) })
    .partial()
    .catch({}),
});
const heardSchema = z.object({
  Name: text,
  Peers: z
    .array(z.object({ Name: text, IP: text }))
    .nullish()
    .catch(null),
  Services: z
    .record(
      z.string(),
      z.object({
        VIP: text,
        Tasks: z
          .array(z.object({ Name: text, EndpointIP: text, Info: z.object({ 'Host IP': text }).partial().catch({}) }))
          .nullish()
          .catch(null),
      }),
    )
    .nullish()
    .catch(null),
});

/** What a swarm keeps: what its managers agreed on, and what each node heard from the others. Bounded. */
export function swarmEntries(told: SwarmTold): { entries: StoreEntry[]; more: number } {
  const members = listOf(told.nodes, memberSchema);
  const services = listOf(told.services, serviceSchema);
  const hostOf = new Map(members.map(({ ID, Description }) => [ID, Description.Hostname]));
  const nameOf = new Map(services.map(({ ID, Spec }) => [ID, Spec.Name]));
  const all = [
    ...members.map((one) =>
      entry('member', `node/${one.ID}`, one.Description.Hostname, one, [
        one.Spec.Role,
        one.ManagerStatus?.Leader && 'leader',
        ...[one.Status.Addr, one.Status.State, one.Spec.Availability],
      ]),
    ),
    ...listOf(told.networks, networkSchema)
      .filter(({ Scope }) => Scope === 'swarm')
      .map((one) => {
        const numbers = one.Options?.['com.docker.network.driver.overlay.vxlanid_list'];
        return entry('agreed', `network/${one.Id}`, one.Name, one, [
          ...[one.Driver, ...one.IPAM.Config.slice(0, 5).map(({ Subnet }) => Subnet), numbers && `VNI ${numbers}`],
          ...[
            one.Ingress && 'ingress',
            one.Attachable && 'attachable',
            one.Options?.encrypted !== undefined && 'IPsec',
          ],
        ]);
      }),
    ...services.map((one) => {
      const replicas = one.Spec.Mode.Replicated?.Replicas;
      return entry('service', `service/${one.ID}`, one.Spec.Name, one, [
        replicas === undefined ? 'global' : `× ${replicas}`,
      ]);
    }),
    ...listOf(told.tasks, taskSchema)
      .filter(({ DesiredState }) => DesiredState === 'running')
      .map((one) =>
        entry('task', `task/${one.ID}`, `${nameOf.get(one.ServiceID) ?? one.ServiceID}.${one.Slot}`, one, [
          ...[hostOf.get(one.NodeID) ?? one.NodeID, one.Status.State, one.Spec.ContainerSpec?.Image],
        ]),
      ),
    ...told.heard.flatMap(heardOn),
  ];
  const entries = all.slice(0, mostEntries);
  return { entries, more: all.length - entries.length };
}

/** By network: who else is on it, and which ends there are. */
function heardOn({ node, networks }: SwarmTold['heard'][number]): StoreEntry[] {
  return listOf(networks, heardSchema).flatMap((network) => {
    const heard = { node, network: clean(network.Name, 200) };
    const on = (key: string) => `${node}/${network.Name}/${key}`;
    const peers = (network.Peers ?? []).map((one) => entry('peer', on(one.Name), one.IP, one, [one.Name]));
    const ends = Object.entries(network.Services ?? {}).flatMap(([service, { VIP, Tasks }]) =>
      (Tasks ?? []).map((one) =>
        entry('heard', on(`${service}/${one.Name}/${one.EndpointIP}`), one.Name, one, [
          ...[one.EndpointIP, one.Info['Host IP'], service && `${service}: ${VIP}`],
        ]),
      ),
    );
    return [...peers, ...ends]
      .map((one) => ({ ...one, heard }))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  });
}

function entry(
  kind: StoreKind,
  key: string,
  name: string,
  value: object,
  detail: readonly (string | false | undefined)[],
): StoreEntry {
  return {
    ...{ kind, key: clean(key, 300), name: clean(name, 200), detail: clean(detail.filter(Boolean).join(', '), 300) },
    value: clean(JSON.stringify(value), mostOfValue),
  };
}

const clean = (one: string, longest: number): string => stripUnsafe(one.slice(0, 4 * longest)).slice(0, longest);

/** Those of a list that are what they should be. */
const listOf = <T>(told: unknown, schema: z.ZodType<T>): T[] =>
  (Array.isArray(told) ? told.slice(0, 2 * mostEntries) : []).flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
