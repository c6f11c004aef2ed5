// base-flat: the general app of a finer one has no base itself.

import { faultIn, type Rule } from '../rule.ts'

export const baseFlat: Rule = {
  name: 'base-flat',
  why: 'One step from the finer app to the general one: more would hide from which file a line comes.',
  builds: true,
  across: true,
  check: (world) => {
    const bases = new Map(world.draft.clients.map((c) => [c.id, c.base]))
    return world.draft.clients
      .filter((c) => c.base !== undefined && bases.get(c.base) !== undefined)
      .map((c) => faultIn(world, `clients/${c.id}.yaml`, ['base'], `its base "${c.base}" has a base itself`))
  },
}
