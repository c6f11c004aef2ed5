// causes-written: in complete knowledge every cause of the closed list has its file, and each has a procedure.

import { CAUSE_IDS, parentCause } from '../../model/cause.ts'
import { faultIn, type Rule } from '../rule.ts'

export const causesWritten: Rule = {
  name: 'causes-written',
  why: 'A cause that can be found but not mended leaves the person alone with its name.',
  across: true,
  check: (world) => {
    if (!world.complete) return []
    const written = new Set<string>(world.draft.causes.map((c) => c.id))
    const mended = new Set<string>(world.draft.procedures.flatMap((p) => (p.cause === undefined ? [] : [p.cause])))
    return [
      ...CAUSE_IDS.filter((id) => !written.has(id)).map((id) => faultIn(world, `causes/${id}.yaml`, [], 'this cause is not written')),
      ...world.draft.causes
        .filter(({ id }) => !mended.has(id) && !mended.has(parentCause(id)))
        .map(({ id }) => faultIn(world, `causes/${id}.yaml`, [], 'this cause has no procedure')),
    ]
  },
}
