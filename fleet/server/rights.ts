import type { Right, Role } from '../../contract/fleet-console.ts';

const rightsByRole: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['view_terminals'],
  helper: ['view_terminals', 'answer_calls'],
  officer: ['handle_cases'],
  operator: ['view_terminals', 'answer_calls', 'invite_terminals', 'roll_out'],
  admin: [
    'view_terminals',
    'answer_calls',
    'handle_cases',
    'invite_terminals',
    'roll_out',
    'manage_people',
    'set_districts',
  ],
};

/** Does what belongs to `district` concern somebody of `own`? Who belongs to none is of the whole fleet. */
export function reaches(own: string | null, district: string | null): boolean {
  return own === null || own === district;
}

export function rightsOf(role: Role): Right[] {
  return [...rightsByRole[role]];
}
