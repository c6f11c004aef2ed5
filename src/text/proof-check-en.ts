// Words of `sesame proof check` and `sesame duplicates` in English.

const count = (n: number) => new Intl.NumberFormat('en-GB').format(n)
const many = (n: number, one: string, more = `${one}s`) => `${count(n)} ${n === 1 ? one : more}`

const WHY: Readonly<Record<string, string>> = {
  'not-json': 'it is not whole JSON',
  'not-a-proof': 'it is no report of Sésame',
  'too-large': 'it is larger than any report',
  newer: 'it was made by a newer version of Sésame',
}

export const proofCheckEn = {
  check: {
    column: { source: 'then', target: 'now' },
    states: {
      identical: 'still there',
      missing: 'gone since',
      changed: 'changed since',
      moved: 'moved since',
      extra: 'came since',
      doubled: 'copied since',
    },
    means: {
      missing: 'The report names it, and it is not there any more.',
      changed: 'It is there, with other bytes than then.',
      moved: 'It is there, in another folder than then.',
      extra: 'It came after the report was made.',
      doubled: 'It is there more often than then.',
    },
    verdict: {
      same: 'Everything that the report names is still there.',
      different: (what: string) => `Not everything is as the report says: ${what}.`,
    },
    found: {
      missing: (n: number) => `${count(n)} gone`,
      doubled: (n: number) => `${count(n)} copied`,
      changed: (n: number) => `${count(n)} changed`,
    },
    invalid: (why: string) => WHY[why] ?? why,
    signatureGood: (fingerprint: string) => `The signature is good: nothing was changed since it was signed by the key ${fingerprint}.`,
    ownKey: 'That is the key of this machine.',
    wantedKey: 'That is the key that you asked for.',
    otherKey:
      'That is not the key of this machine: whoever made a false report could sign it with a key too. Compare the key with the one that its maker tells you, or add --key.',
    unknownKey: 'Whose key it is cannot be told here: compare it with the one that its maker tells you, or add --key.',
    signatureBad: 'The signature is not good: the report was changed after it was signed, or the signature is of another one.',
    keyBad: (wanted: string) => `It was not signed by the key ${wanted}.`,
    unsigned: 'The report is not signed: anybody could have changed it.',
    rootGood: (n: number) => `The list is whole: ${many(n, 'message')}, not one line changed, added or missing.`,
    rootBad: 'The list of messages was changed: it does not give the root that the report names.',
    rootMissing: (file: string) => `The list of messages is not there: ${file}. Put it beside the report.`,
    said: (verdict: string) => `What it says: ${verdict}`,
    against: (box: string, when: string) => `${box}, compared with what the report of ${when} says:`,
    still: (n: number) => `${many(n, 'message')} still there`,
    gone: (n: number) => `${many(n, 'message')} gone since`,
    changedSince: (n: number) => `${many(n, 'message')} changed since`,
    movedSince: (n: number) => `${many(n, 'message')} in another folder now`,
    since: (n: number) => `${many(n, 'message')} came since`,
    nothingKnown: 'The report has no digests to compare with: it was made by counting only.',
  },
  duplicatesOf: {
    none: (box: string) => `${box} has no exact duplicates.`,
    found: (groups: number, extra: number, size: string) =>
      `${many(groups, 'message')} ${groups === 1 ? 'is' : 'are'} there more than once: ${many(extra, 'copy', 'copies')} too many, ${size} in all.`,
    across: (n: number) =>
      `${many(n, 'message')} ${n === 1 ? 'lies' : 'lie'} in more than one folder. That is often on purpose: they are shown, never removed.`,
    keep: (uid: number) => `kept: UID ${uid}`,
    extra: (uids: string, n: number) => `${n === 1 ? 'too many' : 'too many'}: UID ${uids}`,
    onlyLook: 'Nothing was removed. To remove what is too many: add --remove.',
    gmail:
      'At Gmail one message under several labels is one message, not a duplicate. What is listed are real copies; remove them at Gmail itself, because there a removal by IMAP may only take a label away.',
    listWritten: (file: string) => `The list of what would be removed is in ${file}.`,
    question: (extra: number, size: string) =>
      `Remove ${many(extra, 'copy', 'copies')} (${size}) from the mailbox for good? One of each stays, and is read again before.`,
    needsYes: 'Nothing was removed: that takes a clear yes. Answer in a terminal, or add --yes.',
    removed: (n: number, size: string) => `${many(n, 'copy', 'copies')} removed, ${size} free. One of each was read again and is there.`,
    kept: (n: number) =>
      `${many(n, 'group')} left as ${n === 1 ? 'it is' : 'they are'}: the message to keep could not be read again as it was.`,
    refused: (said: string) => `The server would not remove them alone: ${said}`,
    nobodyElse: 'Only in the same folder; a message that lies in two folders is no duplicate by itself.',
  },
}
