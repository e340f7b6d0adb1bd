import QRCode from 'qrcode';
import { type ReactNode, useMemo } from 'react';

/** The dark squares of a QR code, `size` wide, for inside an SVG. */
export function QrPicture({ data, size }: { readonly data: string; readonly size: number }): ReactNode {
  const path = useMemo(() => {
    const { modules } = QRCode.create(data, { errorCorrectionLevel: 'M' });
    const squares: string[] = [];
    for (let y = 0; y < modules.size; y++) {
      for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) squares.push(`M${x} ${y}h1v1h-1z`);
    }
    return { shape: squares.join(''), count: modules.size };
  }, [data]);
  return <path d={path.shape} transform={`scale(${size / path.count})`} shapeRendering="crispEdges" />;
}
