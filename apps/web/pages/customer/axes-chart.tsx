// The four axes of contribution over time as lines. The table beside it says the same in numbers, so that nobody needs to see it;
// the lines differ in their dashes and their marks as well as in colour.
import { Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { date, dayOf } from '../../shown/values';
import { useWords } from '../../words/words';

export const axes = ['volume', 'potential', 'profit', 'loyalty'] as const;
type Axis = (typeof axes)[number];
type Score = { version: number; at: string } & { [A in Axis]: number };

const MAX_AXIS = 10;
const WIDTH = 600;
const HEIGHT = 220;
const LEFT = 32;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 28;

const looks: { [A in Axis]: { colour: string; dash?: string; mark: 'circle' | 'square' | 'diamond' | 'triangle' } } = {
  volume: { colour: 'var(--mantine-color-teal-7)', mark: 'circle' },
  potential: { colour: 'var(--mantine-color-blue-6)', dash: '7 4', mark: 'square' },
  profit: { colour: 'var(--mantine-color-orange-7)', dash: '2 3', mark: 'diamond' },
  loyalty: { colour: 'var(--mantine-color-grape-6)', dash: '10 3 2 3', mark: 'triangle' },
};

export function AxesChart({ scores }: { scores: readonly Score[] }): ReactElement {
  const { word, label, language } = useWords();
  const times = scores.map(({ at }) => Date.parse(at));
  const [first, last] = [times[0]!, times.at(-1)!];
  const x = (at: string): number =>
    first === last
      ? (LEFT + WIDTH - RIGHT) / 2
      : LEFT + ((Date.parse(at) - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const [from, until] = [scores[0]!.at, scores.at(-1)!.at];
  const y = (value: number): number => HEIGHT - BOTTOM - (value / MAX_AXIS) * (HEIGHT - TOP - BOTTOM);
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={word('contribution.chart')}>
        {[0, 5, MAX_AXIS].map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} className="chart-rule" />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end" className="chart-text">
              {value}
            </text>
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 8} className="chart-text">
          {date(language, from)}
        </text>
        {dayOf(from) !== dayOf(until) && (
          <text x={WIDTH - RIGHT} y={HEIGHT - 8} textAnchor="end" className="chart-text">
            {date(language, until)}
          </text>
        )}
        {axes.map((axis) => (
          <g key={axis} stroke={looks[axis].colour} fill={looks[axis].colour}>
            <polyline
              points={scores.map((score) => `${x(score.at)},${y(score[axis])}`).join(' ')}
              fill="none"
              strokeWidth={2}
              strokeDasharray={looks[axis].dash}
            />
            {scores.map((score) => (
              <Mark key={score.version} mark={looks[axis].mark} x={x(score.at)} y={y(score[axis])} />
            ))}
          </g>
        ))}
      </svg>
      <Group component="figcaption" gap="md" justify="center">
        {axes.map((axis) => (
          <Group key={axis} gap={6} wrap="nowrap">
            <svg width={34} height={14} aria-hidden stroke={looks[axis].colour} fill={looks[axis].colour}>
              <line x1={0} x2={34} y1={7} y2={7} strokeWidth={2} strokeDasharray={looks[axis].dash} />
              <Mark mark={looks[axis].mark} x={17} y={7} />
            </svg>
            <Text size="sm">{label('contribution-axis', axis)}</Text>
          </Group>
        ))}
      </Group>
    </figure>
  );
}

function Mark({ mark, x, y }: { mark: string; x: number; y: number }): ReactElement {
  switch (mark) {
    case 'circle':
      return <circle cx={x} cy={y} r={4} />;
    case 'square':
      return <rect x={x - 4} y={y - 4} width={8} height={8} />;
    case 'diamond':
      return <path d={`M${x} ${y - 5}l5 5-5 5-5-5z`} />;
    default:
      return <path d={`M${x} ${y - 5}l5 9h-10z`} />;
  }
}
