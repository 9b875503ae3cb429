/** A class: the labs of many seats. */
export const classes = {
  nameRule: 'must be lower-case letters, digits and - inside, with a letter first; 15 characters at most',
  lineRule: 'must be one line without control characters',
  nodesRule: 'must be “practice”, or a list of nodes with name, address and ssh',
  seatsRule: 'must be a list of seats with a name each, or a number from 1 to 60',
  noPart: ({ part, parts }: { part: string; parts: readonly string[] }) =>
    `there is no part ${part}; the parts are ${parts.join(', ')}`,
  noPartRemedy: 'Name one of these parts.',
  seatTaken: ({ name, number }: { name: string; number: number }) => `${name} is already the name of seat ${number}`,
  machineTaken: ({ way, seat }: { way: string; seat: string }) =>
    `${way} is already a machine of seat ${seat}; a machine belongs to one seat`,
  noSeat: ({ seat, most }: { seat: string; most: number }) =>
    `there is no seat ${seat}; give names of seats or their places from 1 to ${most}, such as 1-5`,
  aClassFile: 'a class file',
  notFound: ({ file }: { file: string }) => `Class file not found: ${file}`,
  notFoundRemedy: 'Write one with name and seats: docs/instructors.md has an example of four lines.',
  notAClassFileRemedy: 'Give a regular file of at most 1 MB: YAML, or a CSV of seats.',
  notAMapping: 'a class file is a mapping with name and seats',
  csvHead: ({ columns, given }: { columns: readonly string[]; given: readonly string[] }) =>
    `the first line must name columns of ${columns.join(', ')}, seat among them${given.length > 0 ? `; not known: ${given.join(', ')}` : ''}`,
  labKey: 'the key of a practice lab',

  notUp: ({ lab }: { lab: string }) => `The lab ${lab} is not there yet`,
  notUpRemedy: 'Make it with: npx overlay-lab class up',
  notOurs: ({ lab, class: name }: { lab: string; class: string }) =>
    `The practice lab ${lab} was not made by the class ${name}, so it is left alone`,
  notOursRemedy: ({ lab }: { lab: string }) =>
    `Rename the class or the seat; or, if nobody needs that lab, remove it: npx overlay-lab practice down ${lab}`,
  otherClass: ({ class: name, file }: { class: string; file: string }) => `The class ${name} is that of ${file}`,
  otherClassRemedy: ({ file }: { file: string }) =>
    `Give this class another name. If the file was only moved, delete ${file}`,
  notAgreed: 'These machines were not agreed to; nothing was changed',
  keysRefused: 'The host keys were not accepted; nothing was changed',
  notBegun: 'Cancelled before it began',
  noneFailed: ({ class: name }: { class: string }) => `In the class ${name} nothing has failed and nothing is waiting`,
  otherFile: 'give a file that ends in .md, .csv or .json',
  notPractice: ({ seats }: { seats: readonly string[] }) =>
    `Only nodes of practice labs can become pristine; these seats have other machines: ${seats.join(', ')}`,
  notPracticeRemedy: 'Use --depth typed, or choose other seats with --seats.',

  notKnown: ({ class: name }: { class: string }) => `This app knows no class ${name}`,
  seatsChanged: 'The class file has other seats by now; look again',
  atWork: ({ class: name }: { class: string }) => `The class ${name} is at work already; cancel that first, or wait`,
  notServed: ({ class: name }: { class: string }) => `The class ${name} is not served by this app`,
  noPreview: 'This was not shown before, or was written already; look at it again',
  notAtWork: ({ class: name }: { class: string }) => `The class ${name} is not at work`,

  command: 'the labs of a whole class at once, as a class file describes them',
  fileArgument: 'the class file, YAML or a CSV of seats; class.yaml unless given',
  seatsOption: 'only these seats: names, or places such as 1-5, with commas between',
  failedOption: 'only seats where the last command failed or is waiting',
  reportOption: 'also write what came of each seat to this file: .md, .csv or .json',
  waitOption: 'wait so long for seats that are away, such as 10m, and do them when they are back',
  toOption: 'up to this part of the lesson; that of the class file unless given',
  upCommand: 'make the practice labs of all seats, accept machines that exist, and check that the lesson can begin',
  statusCommand: 'what stands at each seat now',
  checkCommand: 'check each step at all seats; changes nothing',
  runCommand: 'build all seats, up to a part of the lesson',
  resetCommand: 'undo everything at all seats, with a proof for each',
  readyCommand: 'five minutes before class: reset all seats with proof, check them, and say what is not ready',
  downCommand: 'remove the practice labs that this class made, and nothing else',
  serveCommand:
    'let students in who have only a browser, each to the lab of one seat; only from this machine unless --listen is given',
  listenOption: 'address of this machine and port, such as 192.168.1.10:8443; 127.0.0.1:8443 unless given',
  certOption: 'a certificate of your own, PEM; one is made and kept unless given',
  keyOption: 'the key of that certificate, PEM',
  hoursOption: 'when the class ends, and all that was given out with it; 12 unless given',
  linksOption: 'write a link for each seat to this file, as CSV that only you can read; each is good once',
  freshOption: 'forget who joined before',

  toMake: ({ labs, nodes }: { labs: number; nodes: number }) => `To make or start: ${labs} labs with ${nodes} nodes.`,
  memory: ({ needed, free }: { needed: number; free: number }) =>
    `Memory: ${needed} MB will be needed, ${free} MB are free.`,
  disk: ({ needed, free }: { needed: number; free: number }) =>
    `Disk: ${needed} MB will be needed, ${free} MB are free.`,
  noRoom: ({ lines }: { lines: readonly string[] }) => `This machine has no room for the class. ${lines.join(' ')}`,
  noRoomRemedy: 'Make fewer seats with --seats, or free some memory or disk. Nothing was made.',
  connects: ({ labs }: { labs: number }) =>
    `This class connects to the machines of ${labs} labs that are new to the app:`,
  sends: ({ variables }: { variables: readonly string[] }) =>
    `It sends what these variables hold as passwords: ${variables.join(', ')}`,
  reads: ({ files }: { files: readonly string[] }) => `It reads: ${files.join(', ')}`,
  writes: ({ files }: { files: readonly string[] }) => `It keeps accepted host keys in: ${files.join(', ')}`,
  useThese: 'Use these machines? yes/no: ',
  newKeys: ({ count }: { count: number }) => `${count} host keys that were never seen before:`,
  keyClaimed: '(in a known_hosts of the class file)',
  keysMatch: 'Do all of them match? yes/no: ',
  resets: ({ class: name, seats }: { class: string; seats: readonly string[] }) =>
    `${name}: everything that the app made is undone at ${seats.length} seats: ${seats.join(', ')}.`,
  depths: {
    made: 'What somebody typed stays.',
    typed: 'What somebody typed is undone, too, where it is known by what it is.',
    pristine: 'The nodes become as they first booted: everything on them goes.',
  },
  removes: ({ labs }: { labs: readonly string[] }) =>
    `These practice labs and all on them are removed: ${labs.join(', ')}.`,
  machinesStay: ({ seats }: { seats: readonly string[] }) =>
    `Nothing is changed on the machines of ${seats.join(', ')}; class reset undoes what the app made there.`,

  begins: 'beginning',
  booting: ({ lab }: { lab: string }) => `booting ${lab} again`,
  progress: ({ done, seats, failed }: { done: number; seats: number; failed: number }) =>
    `${done} of ${seats} seats done${failed > 0 ? `, ${failed} not well` : ''}`,
  andMore: ({ rest }: { rest: number }) => `  and ${rest} more`,
  seconds: ({ seconds }: { seconds: string }) => `${seconds} s`,
  waitsFor: ({ seats }: { seats: readonly string[] }) =>
    `Waiting for ${seats.join(', ')}; each is done as soon as its nodes answer.`,
  waitingSeats: ({ seats }: { seats: readonly string[] }) =>
    `Waiting to be done, because nodes cannot be reached: ${seats.join(', ')}.`,
  retry: 'The same command with --failed does only these again; with --wait 10m it waits for those that are away.',
  caption: ({ class: name, command, seats, well }: { class: string; command: string; seats: number; well: number }) =>
    `${name}: ${command}, ${well} of ${seats} seats well`,
  ready: ({ seats }: { seats: number }) => `Ready: all ${seats} seats are reset with proof and can begin`,
  notReady: ({ seats }: { seats: readonly string[] }) => `Not ready: ${seats.join(', ')}`,

  seat: 'Seat',
  student: 'Student',
  came: 'Result',
  inSeconds: 'Seconds',
  why: 'Why',
  cancelled: 'cancelled',
  waiting: ({ nodes }: { nodes: readonly string[] }) => `waiting for ${nodes.join(', ')}`,
  someNodes: 'its nodes',
  notEqual: ({ differences }: { differences: number }) => `not as before: ${differences} differences`,
  failed: 'failed',
  failedAfter: ({ part }: { part: string }) => `failed after ${part}`,
  up: 'running',
  down: 'removed',
  passed: 'can begin',
  proved: ({ kinds }: { kinds: number }) => `can begin; as before, ${kinds} comparisons equal`,
  equal: ({ kinds, changes }: { kinds: number; changes: number }) =>
    `as before: ${kinds} comparisons equal, ${changes} changes undone`,
  reset: ({ changes }: { changes: number }) => `reset, ${changes} changes undone`,
  nothingBuilt: 'nothing is built',
  done: ({ changes }: { changes: number }) => `done, ${changes} changes`,
  reached: ({ part }: { part: string }) => `reached ${part}`,
  reachedWith: ({ part, changes }: { part: string; changes: number }) => `reached ${part}, ${changes} changes`,
};
