import type { Right, Role } from '../../contract/fleet-console.ts';

const rightsByRole: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['view_terminals'],
  helper: ['view_terminals', 'answer_calls'],
  operator: ['view_terminals', 'answer_calls', 'invite_terminals', 'roll_out'],
  admin: ['view_terminals', 'answer_calls', 'invite_terminals', 'roll_out', 'manage_people'],
};

export function rightsOf(role: Role): Right[] {
  return [...rightsByRole[role]];
}
