// The words of the message that a person sends to themselves, in the language of the person who will find it if it is left behind.

import type { Lang } from '../../model/lang.ts'

export interface TestWords {
  /** The code is what the search looks for. */
  readonly subject: (code: string) => string
  readonly body: (code: string) => readonly string[]
}

export const TEST_WORDS: Readonly<Record<Lang, TestWords>> = {
  en: {
    subject: (code) => `Sésame ${code} test`,
    body: (code) => [
      'Sésame sent this message from you to you, to see that your mailbox sends and receives again.',
      'It removes it by itself as soon as it has arrived. If you still find it, you can delete it.',
      `Code: ${code}`,
    ],
  },
  fr: {
    subject: (code) => `Sésame ${code} essai`,
    body: (code) => [
      'Sésame a envoyé ce message de votre part à vous-même, pour vérifier que votre messagerie envoie et reçoit de nouveau.',
      'Il l’efface lui-même dès qu’il est arrivé. Si vous le trouvez encore ici, vous pouvez le supprimer.',
      `Code : ${code}`,
    ],
  },
}
