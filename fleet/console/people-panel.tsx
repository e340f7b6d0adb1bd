import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { roleSchema, type UserRow, userNameSchema } from '../../contract/fleet-console.ts';
import { fleet } from './client.ts';
import { DistrictField, districtIn } from './district-form.tsx';
import { useWords } from './use-language.ts';

/** Who may use the console. A new person's one-time password is shown here once. */
export function PeoplePanel({ self, isOfAll }: { self: string; isOfAll: boolean }) {
  const { texts } = useWords();
  const [users, setUsers] = useState<readonly UserRow[]>([]);
  const [added, setAdded] = useState<{ userName: string; oneTimePassword: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const refresh = useCallback(() => {
    fleet.listUsers().then(setUsers, () => setProblem(texts.failed));
  }, [texts.failed]);
  useEffect(refresh, [refresh]);

  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const userName = userNameSchema.safeParse(String(form.get('userName')).trim());
    const role = roleSchema.parse(form.get('role'));
    if (!userName.success) {
      setProblem(texts.people.rule);
      return;
    }
    const [error, made] = await safe(
      fleet.addUser({ userName: userName.data, role, district: districtIn(form) }),
    );
    setAdded(error ? null : { userName: userName.data, ...made });
    const isTaken = isDefinedError(error) && error.code === 'NAME_TAKEN';
    setProblem(error ? (isTaken ? texts.people.taken : texts.failed) : null);
    refresh();
  };
  const remove = async (userName: string) => {
    if (removing !== userName) {
      setRemoving(userName);
      return;
    }
    setRemoving(null);
    const [error] = await safe(fleet.removeUser({ userName }));
    setProblem(error ? texts.failed : null);
    refresh();
  };

  return (
    <section className="card">
      <h2>{texts.people.title}</h2>
      <table>
        <tbody>
          {users.map(({ userName, role, district }) => (
            <tr key={userName} data-user={userName}>
              <td>{userName}</td>
              <td>{texts.roles[role]}</td>
              <td>{district ?? texts.district.wholeFleet}</td>
              <td>
                {userName !== self && (
                  <button type="button" onClick={() => void remove(userName)}>
                    {removing === userName ? texts.people.removeSurely : texts.people.remove}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form className="row" onSubmit={(event) => void add(event)}>
        <label>
          {texts.people.userName}
          <input name="userName" autoCapitalize="none" data-testid="new-user" required />
        </label>
        <label>
          {texts.people.role}
          <select name="role">
            {roleSchema.options.map((role) => (
              <option key={role} value={role}>
                {texts.roles[role]}
              </option>
            ))}
          </select>
        </label>
        {isOfAll && <DistrictField />}
        <button type="submit" data-testid="add-user">
          {texts.people.add}
        </button>
      </form>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      {added && (
        <p>
          {added.userName} · {texts.people.password}{' '}
          <code data-testid="one-time">{added.oneTimePassword}</code>
        </p>
      )}
    </section>
  );
}
