// limits-numbers: a limit is a positive number, or a range where plans differ, and its name says its unit.

import { type Fault, faultIn, type Rule, type World } from '../rule.ts'

export const limitsNumbers: Rule = {
  name: 'limits-numbers',
  why: 'Sésame keeps within a limit by counting; a limit in words is not kept.',
  check: (world) => [...limitFaults(world)],
}

/** Where the provider's plans differ nobody can count; the guide then only says so. */
const BY_PLAN = /^(\d[\d,]* to \d[\d,]*( by plan)?|by plan)$/

function* limitFaults(world: World): Generator<Fault> {
  for (const { id, limits = {} } of world.draft.providers)
    for (const [name, value] of Object.entries(limits)) {
      const at = (message: string) => faultIn(world, `providers/${id}.yaml`, ['limits', name], message)
      if (typeof value !== 'number' && !BY_PLAN.test(value))
        yield at('a limit is a number, “50 to 500”, or “by plan”; words belong to quirks')
      else if (typeof value === 'number' && !(value > 0)) yield at('a limit is more than nothing')
      else if (!/^[a-z]+([A-Z][a-zA-Z]*)*$/.test(name)) yield at(`"${name}" is written like messageSizeMb`)
    }
}
