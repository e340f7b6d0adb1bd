import { useState } from 'react';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { PersonSelect } from './person-select.tsx';

const emptyPictureId = 'empty';

export function CameraPanel(props: PanelProps) {
  const { state, act, say, language } = props;
  const [personId, setPersonId] = useState(state.people[0]?.personId ?? '');
  const laid = state.pictures.find(({ pictureId }) => pictureId === state.pictureUnderCamera);
  // Ids read `household-zhang-ceshi-blurred`: the person is a whole part of it.
  const offered = state.pictures.filter(({ pictureId }) => `${pictureId}-`.includes(`-${personId}-`));
  return (
    <DevicePanel device="document-camera" {...props}>
      <figure className="desk">
        <img src={`pictures/${laid?.pictureId ?? emptyPictureId}.jpg`} alt="" />
        <figcaption>{laid ? `${say('underCamera')}${laid.label[language]}` : say('emptyDesk')}</figcaption>
      </figure>
      <div className="row">
        <PersonSelect
          label={say('whosePages')}
          people={state.people}
          value={personId}
          onChoose={setPersonId}
        />
        <button type="button" disabled={!laid} onClick={() => act((bench) => bench.camera.removePicture())}>
          {say('removePicture')}
        </button>
      </div>
      <div className="thumbnails">
        {offered.map(({ pictureId, label }) => (
          <button
            type="button"
            key={pictureId}
            aria-pressed={pictureId === laid?.pictureId}
            onClick={() => act((bench) => bench.camera.layPicture({ pictureId }))}
          >
            <img src={`pictures/${pictureId}.jpg`} alt="" />
            <span>{label[language]}</span>
          </button>
        ))}
      </div>
    </DevicePanel>
  );
}
