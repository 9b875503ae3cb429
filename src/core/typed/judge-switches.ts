import { texts, type Words } from '../../shared/texts/text.ts';
import {
  insidePort,
  labSwitch,
  outsideSwitch,
  type ShownPort,
  type ShownSwitch,
  type SwitchState,
  switchNamed,
} from '../machine/open-switch.ts';
import { ownPortOf } from '../machine/typed-ways.ts';
import { vxlanVni } from '../machine/vxlan-link.ts';
import { hasStep, isLabs, type Signs, type TypedThing } from './typed-thing.ts';

const step = 'switch';

/**
 * Bridges of Open vSwitch that somebody added with `ovs-vsctl`: those of the lesson's names go where they have the lesson's
 * ports and no others, and what they are plugged into, or the baseline, shows that they are the lesson's.
 */
export function judgeSwitches(state: SwitchState | undefined, signs: Signs): TypedThing[] {
  if (!hasStep(signs, step)) return [];
  const remedy = 'systemctl start openvswitch-switch';
  const unseen = { step, what: texts.typed.switchesUnseen, remedy } as const;
  if (!state) return [{ ...unseen, why: texts.typed.switchesSilent }];
  if (state.isStopped) return [{ ...unseen, why: texts.typed.switchesStopped }];
  const things = state.switches.map((one) => ({ one, things: judgeSwitch(one, state, signs) }));
  const goes = (name: string) =>
    things.some(({ things: [thing] }) => thing?.taking?.do === 'switch' && thing.taking.name === name);
  return [
    ...things.flatMap(({ one, things: judged }) => [
      ...judged,
      ...(goes(one.name) || isOwn(one, signs) ? portsOf(one, signs) : []),
    ]),
    ...(switchNamed(state, outsideSwitch) && !goes(outsideSwitch) ? [] : waysOf(state, signs)),
  ];
}

/** The app made it: it goes by its mark. */
const isOwn = ({ name, mark }: ShownSwitch, { lab, own }: Signs): boolean => own.has(name) || mark === lab.name;

/** At most one, and its own first. */
function judgeSwitch(one: ShownSwitch, state: SwitchState, signs: Signs): TypedThing[] {
  const { name, ports } = one;
  if (isOwn(one, signs)) return [];
  if (name !== labSwitch && name !== outsideSwitch) return ports.flatMap((port) => judgeElsewhere(one, port, signs));
  const what = texts.typed.openSwitch({ name });
  const why = whyNot(one, state, signs);
  if (why !== undefined) {
    const remedy = `ovs-vsctl del-br ${name}`;
    return [{ step, what, why, remedy }];
  }
  return [{ step, what, taking: { do: 'switch', name, ports: ports.map((port) => port.name) } }];
}

function whyNot(one: ShownSwitch, state: SwitchState, signs: Signs): Words | undefined {
  const { name, mark, ports } = one;
  if (mark !== '') return texts.typed.otherLabs({ lab: mark });
  const own = ownPortOf(name, state.underlay);
  const isInside = name === labSwitch;
  const stranger = ports.find((port) => port.name !== own && !(isInside && isLessons(port, signs)));
  if (stranger) return texts.typed.hasOtherPort({ port: stranger.name });
  if (!isInside && one.datapath !== 'netdev') return texts.typed.kernelsSwitch;
  const held = isInside ? undefined : whatLeansOn(state, signs);
  if (held !== undefined || signs.begun?.taken.some((taken) => taken.do === 'switch' && taken.name === name))
    return held;
  const hasOwn = ports.some((port) => port.name === own);
  const hasTunnel = ports.some((port) => isLessons(port, signs));
  if (hasOwn && (isInside ? hasTunnel : state.hasAddress)) return undefined;
  if (signs.before) return stood(name, signs) ? texts.typed.stood : undefined;
  return hasOwn && isInside && state.isPlugged ? undefined : texts.typed.stoodUnknown;
}

const stood = (name: string, { before }: Signs): boolean =>
  before?.switches.some(({ bridge }) => bridge === name) ?? false;

/** Others' tunnels leave the machine by the outside switch, too. */
function whatLeansOn(state: SwitchState, signs: Signs): Words | undefined {
  const { switches, reached } = state;
  const elsewhere = reached.find((remote) => !isLabs(signs, remote));
  if (elsewhere !== undefined) return texts.typed.leadsElsewhere({ remote: elsewhere });
  const goes = (one: ShownSwitch) => isOwn(one, signs) || whyNot(one, state, signs) === undefined;
  const others = switches.filter((one) => one.datapath === 'netdev' && (one.name !== labSwitch || !goes(one)));
  const port = others.flatMap(({ ports }) => ports).find(({ remote }) => reached.includes(remote));
  return port && texts.typed.carriesOthers({ port: port.name });
}

const isTunnel = ({ type, remote }: ShownPort, signs: Signs): boolean =>
  type === 'vxlan' && isLabs(signs, remote) && remote !== signs.address;

const isLessons = (port: ShownPort, signs: Signs): boolean =>
  isTunnel(port, signs) && port.key === String(vxlanVni) && port.mark === '';

/** The lesson's ports in a switch that goes, with the ways that were told for them. */
function portsOf({ name, ports }: ShownSwitch, signs: Signs): TypedThing[] {
  if (name !== labSwitch) return [];
  return ports
    .filter((port) => port.name !== insidePort && isLessons(port, signs) && !signs.own.has(port.name))
    .map(({ name: port, remote }) => ({
      ...{ step: 'ports', what: texts.typed.tunnelPort({ port, remote }) },
      taking: { do: 'tunnel', port, remote },
    }));
}

/** Between the lab's nodes, in a switch that is none of the lesson's. */
function judgeElsewhere({ name }: ShownSwitch, port: ShownPort, signs: Signs): TypedThing[] {
  if (!isTunnel(port, signs)) return [];
  const what = texts.typed.tunnelPort({ port: port.name, remote: port.remote });
  const remedy = `ovs-vsctl del-port ${port.name}`;
  return [{ step: 'ports', what, why: texts.typed.otherSwitch({ name, lessons: labSwitch }), remedy }];
}

/** What was told, and no port needs any more. */
const waysOf = ({ switches, reached }: SwitchState, signs: Signs): TypedThing[] =>
  reached
    .filter(
      (remote) => isLabs(signs, remote) && !switches.some(({ ports }) => ports.some((one) => one.remote === remote)),
    )
    .map((remote) => ({ step: 'ports', what: texts.typed.toldWay({ remote }), taking: { do: 'tunnel', remote } }));
