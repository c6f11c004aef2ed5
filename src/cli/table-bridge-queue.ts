// The part of the command table for mail that waits in the bridge.

import { DATA } from './data-option.ts'
import type { CommandSpec } from './spec.ts'

export const BRIDGE_QUEUE: readonly CommandSpec[] = [
  {
    name: 'bridge queue',
    about: {
      en: 'mail that waits to be sent: list, show, cancel, retry, flush',
      fr: 'le courrier qui attend de partir : list, show, cancel, retry, flush',
    },
    details: {
      en: 'What devices hand over to a bridge that queues (sesame bridge add --queue) is on the disk before the device is told yes, and is sent as the provider lets. “list” shows what waits and why, “show ID” one message, “cancel ID” takes it back, “retry ID” tries it again now, “flush” tries everything now. A running bridge does the sending; this command may be used beside it.',
      fr: 'Ce que les appareils confient à un pont qui met en attente (sesame bridge add --queue) est sur le disque avant que l’appareil n’entende oui, et part comme le fournisseur le permet. « list » montre ce qui attend et pourquoi, « show ID » un message, « cancel ID » le retire, « retry ID » l’essaie de nouveau maintenant, « flush » essaie tout maintenant. C’est un pont en marche qui envoie ; cette commande s’emploie à côté.',
    },
    args: [
      { name: 'ACTION', required: false, about: { en: 'list, show, cancel, retry or flush', fr: 'list, show, cancel, retry ou flush' } },
      { name: 'ID', required: false, about: { en: 'of the message (sesame bridge queue)', fr: 'du message (sesame bridge queue)' } },
    ],
    options: [
      {
        name: 'all',
        about: { en: 'also what was sent or not delivered lately', fr: 'aussi ce qui est parti ou n’a pas été remis dernièrement' },
      },
      { name: 'account', value: 'ADDRESS', about: { en: 'only of this mailbox', fr: 'seulement de cette boîte' } },
      DATA,
    ],
    network: false,
    examples: [
      { line: 'sesame bridge queue', about: { en: 'what waits, and why', fr: 'ce qui attend, et pourquoi' } },
      { line: 'sesame bridge queue flush', about: { en: 'try everything now', fr: 'tout essayer maintenant' } },
    ],
    load: () => import('./commands/bridge-queue.ts'),
  },
]
