interface ChoiceProps<Value extends string> {
  label: string;
  options: readonly { value: Value; text: string }[];
  value: Value;
  onChoose: (value: Value) => void;
}

const mostButtons = 4;

/** A short list of which exactly one is chosen: buttons side by side, a drop-down where they are many. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  return props.options.length > mostButtons ? <DropDown {...props} /> : <Buttons {...props} />;
}

function Buttons<Value extends string>({ label, options, value, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <button
          type="button"
          key={option.value}
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.text}
        </button>
      ))}
    </fieldset>
  );
}

function DropDown<Value extends string>({ label, options, value, onChoose }: ChoiceProps<Value>) {
  return (
    <label className="select">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChoose(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
