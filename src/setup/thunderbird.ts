// The steps in Thunderbird's own words, for whoever sets it up by hand.

import type { SetupWriter } from './shapes.ts'

export const thunderbird: SetupWriter = (setup, words) => {
  const incoming = setup.servers.find(({ protocol }) => protocol !== 'smtp')
  if (incoming === undefined) return null
  const { thunderbird: t } = words
  const smtp = setup.servers.find(({ protocol }) => protocol === 'smtp')
  const password = setup.password?.reveal() ?? words.card.passwordElsewhere(setup.device)
  const steps = [
    t.open,
    t.address(setup.address),
    t.manual,
    t.server(t.incoming, incoming, setup.address),
    ...(smtp ? [t.server(t.outgoing, smtp, setup.address)] : []),
    t.done,
    t.password(password),
    ...(setup.authority ? [t.trust(setup.authority.title)] : []),
  ]
  return `${words.card.title(setup.title)}\n\n${steps.map((step, i) => `${i + 1}. ${step}`).join('\n')}\n`
}
