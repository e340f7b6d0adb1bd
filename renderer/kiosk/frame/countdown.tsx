import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { useKiosk } from '../kiosk-context.ts';

const radius = 52;
const circumference = 2 * Math.PI * radius;

/** The last seconds before everything is wiped. A touch anywhere but on "end" keeps the session. */
export function Countdown(): ReactNode {
  const { view, reportActivity, endSession } = useKiosk();
  const texts = useTexts();
  if (!view.countdown) return null;
  const { secondsLeft, totalSeconds } = view.countdown;
  return (
    <div
      className="sheet-ground"
      data-above=""
      data-quiet=""
      role="alertdialog"
      aria-label={texts.countdown.title}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) reportActivity();
      }}
    >
      <div className="sheet">
        <div className="countdown">
          <svg className="countdown-ring" viewBox="0 0 120 120" aria-hidden="true">
            <circle className="ring-ground" cx="60" cy="60" r={radius} />
            <circle
              className="ring-left"
              cx="60"
              cy="60"
              r={radius}
              transform="rotate(-90 60 60)"
              strokeDasharray={circumference}
              strokeDashoffset={circumference * (1 - secondsLeft / totalSeconds)}
            />
            <text x="60" y="74">
              {secondsLeft}
            </text>
          </svg>
          <div>
            <h1>{texts.countdown.title}</h1>
            <p className="page-lead">{texts.countdown.lead(secondsLeft)}</p>
          </div>
        </div>
        <span className="countdown-acts">
          <button
            type="button"
            className="button button-primary still-here"
            data-testid="still-here"
            onClick={reportActivity}
          >
            {texts.countdown.stillHere}
          </button>
          <Button testId="countdown-end" onPress={endSession}>
            {texts.countdown.end}
          </Button>
        </span>
      </div>
    </div>
  );
}
