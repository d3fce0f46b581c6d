/* global uPlot, RUNS */
const COLOURS = ['#0550ae', '#953800', '#6639ba', '#116329', '#8250df'];
const FAILED = '#b42318';
const STATES = ['closed', 'half-open', 'open'];

/** Shades the time in which the fault was there. */
function faultWindow(run) {
  return {
    hooks: {
      drawClear: (plot) => {
        const { ctx, bbox } = plot;
        const from = plot.valToPos(run.fault_at_ms / 1000, 'x', true);
        const to = plot.valToPos(run.rolled_back_at_ms / 1000, 'x', true);
        ctx.save();
        ctx.fillStyle = 'rgba(180, 35, 24, 0.08)';
        ctx.fillRect(
          Math.max(from, bbox.left),
          bbox.top,
          Math.min(to, bbox.left + bbox.width) - Math.max(from, bbox.left),
          bbox.height,
        );
        ctx.restore();
      },
    },
  };
}

function plot(element, run, { title, height, series, data, axes = {} }) {
  const scale = { time: false, range: [0, run.ended_at_ms / 1000] };
  new uPlot(
    {
      title,
      width: element.clientWidth || 520,
      height,
      scales: { x: scale },
      axes: [{ label: 's' }, axes],
      series: [{ label: 's' }, ...series],
      plugins: [faultWindow(run)],
    },
    data,
    element,
  );
}

const dots = (label, stroke) => ({
  label,
  stroke,
  paths: () => null,
  points: { show: true, size: 4, stroke, fill: stroke },
});

function latency(element, run) {
  const traffics = [...new Set(run.requests.map(({ traffic }) => traffic))];
  const requests = [...run.requests].sort((a, b) => a.at_ms - b.at_ms);
  const isFailed = ({ status }) => status === 0 || status >= 400;
  const column = (wanted) => requests.map((each) => (wanted(each) ? each.duration_ms : null));
  plot(element, run, {
    title: 'time to the answer, ms',
    height: 220,
    series: [
      ...traffics.map((name, index) => dots(name, COLOURS[index % COLOURS.length])),
      dots('failed', FAILED),
    ],
    data: [
      requests.map(({ at_ms }) => at_ms / 1000),
      ...traffics.map((name) => column((each) => each.traffic === name && !isFailed(each))),
      column(isFailed),
    ],
  });
}

function outcomes(element, run) {
  const seconds = Array.from({ length: Math.ceil(run.ended_at_ms / 1000) }, (_, second) => second);
  const rate = (wanted) =>
    seconds.map(
      (second) =>
        run.requests.filter((each) => Math.floor(each.at_ms / 1000) === second && wanted(each)).length,
    );
  const line = (label, stroke) => ({ label, stroke, width: 2, paths: uPlot.paths.stepped({ align: 1 }) });
  plot(element, run, {
    title: 'requests a second',
    height: 160,
    series: [line('succeeded', '#1a7f37'), line('failed', FAILED)],
    data: [
      seconds,
      rate(({ status }) => status > 0 && status < 400),
      rate(({ status }) => status === 0 || status >= 400),
    ],
  });
}

function gauge(element, run, { name, points }, index) {
  const isCircuit = name.startsWith('the circuit');
  plot(element, run, {
    title: name,
    height: 130,
    series: [
      {
        label: name,
        stroke: COLOURS[index % COLOURS.length],
        width: 2,
        paths: uPlot.paths.stepped({ align: 1 }),
      },
    ],
    data: [points.map(([at_ms]) => at_ms / 1000), points.map(([, value]) => value)],
    axes: isCircuit
      ? { splits: [0, 1, 2], values: (_, splits) => splits.map((value) => STATES[value] ?? ''), size: 80 }
      : {},
  });
}

for (const [index, run] of RUNS.entries()) {
  const element = document.getElementById(`run-${index}`);
  const add = (draw, ...rest) => {
    const place = element.appendChild(document.createElement('div'));
    place.className = 'plot';
    draw(place, run, ...rest);
  };
  add(latency);
  add(outcomes);
  run.series.forEach((series, position) => add(gauge, series, position));
}
