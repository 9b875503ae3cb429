/** Words of the window for guests of a class, which no other window needs. */
export const guestTexts = {
  guest: {
    raise: 'Raise hand',
    lower: 'Lower hand',
    raised: 'Your hand is raised; it is seen on the wall.',
    at: '{{name}} · seat {{seat}}',
    noLab: {
      title: 'Your seat has no lab yet',
      text: 'It appears here as soon as your instructor has made it. You need not do anything.',
    },
    chooseSeat: {
      title: 'Choose a seat',
      text: 'Open the wall and choose a seat: its lesson, terminals and results are then here.',
    },
    lost: {
      away: {
        title: 'The class cannot be reached',
        text: 'This window continues by itself as soon as it can. Nothing on your nodes is lost.',
      },
      elsewhere: {
        title: 'This window is no longer in the class',
        text: 'Your seat was given to another window, or the class is over. To come back, join again.',
      },
    },
    joinAgain: 'Join again',
    door: {
      open: 'How to join',
      title: 'Join {{class}}',
      address: 'Open this address',
      code: 'Code',
      fingerprint: 'Certificate, SHA-256: compare it with what your browser shows',
      until: 'Until {{time}}',
      seats: 'Seats',
      free: 'free',
      away: 'window closed',
      link: 'New link',
      linkFor: 'New link for {{seat}}',
      linkIs: 'Link for {{seat}}, good once. Whoever uses it takes the seat.',
      copy: 'Copy the link',
      empty: 'Empty',
      emptyFor: 'Empty {{seat}}',
      emptyTitle: 'Empty the seat of {{name}}?',
      emptyText: 'The windows there are closed, and the seat is free for the code again. The lab stays as it is.',
      isFree: 'Nobody sits there',
    },
    hand: 'Hand raised',
    handSince: 'Hand raised {{since}}',
    lowerFor: 'Lower the hand of {{seat}}',
  },
} as const;
