import { safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import type { TerminalId } from '../../contract/words.ts';
import { fleet } from './client.ts';
import { useWords } from './use-language.ts';

/** To whose people the terminal belongs; an empty name gives it to the people of the whole fleet alone. */
export function DistrictForm({ terminalId, district }: { terminalId: TerminalId; district: string | null }) {
  const { texts } = useWords();
  const [failed, setFailed] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [error] = await safe(
      fleet.setDistrict({ terminalId, district: districtIn(new FormData(event.currentTarget)) }),
    );
    setFailed(error !== null);
  };
  return (
    <form className="row" onSubmit={(event) => void send(event)}>
      <DistrictField value={district} />
      <button type="submit" data-testid="set-district">
        {texts.district.set}
      </button>
      {failed && (
        <p role="alert" className="problem">
          {texts.failed}
        </p>
      )}
    </form>
  );
}

export function DistrictField({ value = null }: { value?: string | null }) {
  const { texts } = useWords();
  return (
    <label>
      {texts.district.name}
      <input name="district" defaultValue={value ?? ''} maxLength={40} placeholder={texts.district.none} />
    </label>
  );
}

export function districtIn(form: FormData): string | null {
  return String(form.get('district') ?? '').trim() || null;
}
