import type { BenchState } from '../../../contract/bench.ts';

export function PersonSelect({
  label,
  people,
  value,
  onChoose,
  nobody,
}: {
  label: string;
  people: BenchState['people'];
  value: string;
  onChoose: (personId: string) => void;
  /** Offered as the first choice, with an empty id. */
  nobody?: string;
}) {
  return (
    <label className="select">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {nobody !== undefined && <option value="">{nobody}</option>}
        {people.map((person) => (
          <option key={person.personId} value={person.personId}>
            {person.name}
          </option>
        ))}
      </select>
    </label>
  );
}
