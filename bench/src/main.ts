/** Every bench, one after the other, so that none disturbs another. */
await import('./pipeline/main.js');
await import('./services/main.js');
await import('./telemetry/main.js');
await import('./fault-proxy/main.js');
