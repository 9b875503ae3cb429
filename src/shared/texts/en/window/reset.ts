export const reset = {
  reset: {
    title: 'Reset',
    text: 'Restores every machine to how it was before the first step, and compares it with the baseline recorded then.',
    plan: 'What will happen',
    asking: 'Asking the nodes what is there …',
    planText:
      'According to the ledgers on the nodes, newest first. Removed: what the lab created. Restored: what the lab changed. Everything else is left alone.',
    nothing:
      'The app’s ledgers on the nodes have no entries for this lab, and nothing typed by hand was found. A reset would only check once more.',
    onlyTyped:
      'The app’s ledgers on the nodes have no entries for this lab. What stands there was typed by hand; it was found by what it is.',
    depth: {
      title: 'How deep the reset goes',
      made: 'What the app made',
      typed: 'Also what was typed',
      pristine: 'As first booted',
      madeText: 'Undoes what the app changed. What was typed by hand stays.',
      typedText:
        'Also removes etcd, Docker daemons, networks, containers and files that follow the lesson, whoever typed them. What cannot be shown to be this lab’s is left, with the reason.',
      pristineText: 'Every node becomes as it first booted, in seconds. Everything on it goes, whoever made it.',
    },
    typed: {
      thing: '{{what}} (by hand)',
      byHand: 'by hand',
      deeper: 'left; the depth “Also what was typed” removes it',
      left: 'left, because {{why}}.',
    },
    byApp: '(by the app)',
    leftOn: 'Left on {{node}}:',
    absent_one:
      'Nothing of this lab was found any more ({{count}} node looked at; there is no baseline to compare with)',
    absent_other:
      'Nothing of this lab was found any more ({{count}} nodes looked at; there is no baseline to compare with)',
    proofOf: '{{lab}}, {{time}}: {{count}} comparisons; nodes: {{nodes}}',
    copyProof: 'Copy',
    noneAsked: 'None of the nodes could be reached, so what the lab left there is unknown.',
    someAsked:
      'The ledgers on the nodes that responded have no entries for this lab. Unreachable, so what is there is unknown: {{nodes}}.',
    nothingKnown:
      'As far as this app knows, there is nothing of this lab on the nodes. A reset still asks each of them.',
    unknown: 'Unreachable, so what is here is unknown: {{why}}',
    later: 'Nodes that can be reached can be reset now, this one later, from any machine.',
    inDoubt: 'One change was started and its outcome is unknown. The reset checks it first.',
    kept: 'existed before: {{things}}',
    ended: 'container {{container}}, not the lab’s; it ran before the first step',
    byHand: 'container {{container}}, created manually, on the network {{network}}',
    thing: {
      containers_one: '{{count}} container',
      containers_other: '{{count}} containers',
      networks_one: '{{count}} network',
      networks_other: '{{count}} networks',
      images_one: '{{count}} image',
      images_other: '{{count}} images',
      volumes_one: '{{count}} volume',
      volumes_other: '{{count}} volumes',
    },
    nodeClean: 'its ledger has nothing to undo',
    fate: {
      remove: 'remove',
      restore: 'restore',
      leave: 'leave alone',
      disconnect: 'disconnect',
      start: 'start again',
    },
    start: 'Reset the lab',
    unowned: 'Disconnect manually created containers from the lab’s network; they are kept',
    inTheWay: 'While they are connected, the network cannot be removed. Tick this, or stop them first.',
    confirm: {
      title: 'Reset {{name}}?',
      text: 'This happens on the nodes, newest first:',
      fromCard:
        'What the app changed on the nodes is undone, what was there before is restored, and all of it is compared with the baseline. The Reset screen shows each thing, and can also remove what was typed by hand.',
      pristine:
        'Every node becomes as it first booted. Everything on it goes, whoever made it: containers, images, networks, files, running programs.',
      withUnowned: 'This happens on the nodes. Manually created containers are disconnected and kept:',
      yes: 'Reset',
    },
    allTogether: 'all nodes',
    stepsDone: '{{over}} of {{all}} steps',
    proof: 'The proof',
    equal_one: '{{count}} comparison with the baseline: equal',
    equal_other: 'All {{count}} comparisons with the baseline: equal',
    differs_one: '{{count}} difference from the baseline',
    harmless: '{{node}}, {{kind}}: different from before, but it belongs to no one and does no harm:',
    differs_other: '{{count}} differences from the baseline',
    kind: 'Kind',
    isEqual: 'equal',
    isDifferent: 'differs',
    undo: {
      title: 'Undo one step',
      text: 'Undoes one step, together with what depends on it.',
      with: '– together with: {{steps}}',
      short: 'Undo',
      button: 'Undo: {{step}}',
      confirm: 'Undo: {{step}}?',
    },
  },
} as const;
