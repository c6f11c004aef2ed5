// Words of `sesame login` in English. `login-fr.ts` must have the same shape.

export const loginEn = {}
