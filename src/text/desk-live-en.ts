// The words of what moves on the desk, in English: only these reach the browser. `desk-live-fr.ts` has the same shape.

export const liveEn = {
  case: {
    stopped: 'Sésame has stopped on this computer. Nothing you see is lost; this page goes on by itself as soon as Sésame runs again.',
    back: 'Sésame is running again.',
    gone: 'Sésame was started again and no longer holds this check. Your history may have it; otherwise ask once more.',
    refused: 'Sésame was started again and no longer knows this window. Open it again from the address that Sésame prints when it starts.',
    notSent: 'It was not sent: Sésame does not answer. Try once more when it runs again.',
    notTaken: 'Sésame could not take this. Reload the page and try once more.',
  },
  app: {
    unknown: 'I don’t know',
    none: 'No app with that name. You can leave it as you typed it.',
    found: (n: number) => (n === 1 ? '1 app found' : `${n} apps found`),
    failed: 'The list of apps could not be loaded. Type the name instead.',
    list: 'Apps and devices',
    open: 'Show all apps and devices',
  },
  message: {
    label: (app: string) => `Or pick from the messages of ${app}`,
    anyApp: 'Or pick from known messages',
    list: 'Messages',
    open: 'Show the messages',
    hint: 'Type a few of its words.',
    none: 'No known message with these words. Type it as you see it.',
    found: (n: number) => (n === 1 ? '1 message found' : `${n} messages found`),
    taken: 'The message was put in the field.',
  },
  picture: {
    label: 'Or a screenshot',
    hint: 'Drop it here, paste it, or choose a file. It is read on this computer and goes nowhere else.',
    choose: 'Choose a picture',
    sending: (name: string) => `Loading ${name}`,
    reading: 'Reading the text. This takes a few seconds.',
    cancel: 'Cancel',
    cancelled: 'Cancelled.',
    read: 'Text in the picture',
    correct: 'Correct what was read badly and delete the rest before you use it.',
    use: 'Use this text',
    discard: 'Discard',
    used: 'The text was put in the field.',
    pasted: 'pasted picture',
    errors: {
      type: 'Only PNG, JPEG and WebP pictures can be read.',
      size: 'This picture is larger than 8 MB. Cut out the message and try again.',
      many: 'One picture at a time, please.',
      empty: 'No text was found in this picture. Type the message instead.',
      slow: 'Reading took too long. Cut out the message and try again, or type it.',
      busy: 'Another picture is being read. Try again in a moment.',
      stopped: 'Sésame has stopped on this computer. Start it again, then choose the picture once more.',
      failed: 'This picture could not be read. Type the message instead.',
    },
  },
  guide: {
    copied: (what: string) => `Copied: ${what}`,
    selected: 'The browser does not let this page copy. The text is selected: press Ctrl+C (⌘C on a Mac).',
    cleared: 'All check boxes are cleared.',
    done: 'Copied',
    progress: (n: number, all: number) => `${n} of ${all} steps done`,
    notKept: 'This browser keeps nothing: the check boxes will be empty after a reload.',
  },
  history: {
    found: (n: number) => (n === 0 ? 'No case matches.' : n === 1 ? '1 case matches.' : `${n} cases match.`),
  },
}

export type LiveText = typeof liveEn
