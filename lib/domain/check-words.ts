/** Short, common, told apart when read aloud over a bad line: 256 of them, a byte each. */
const WORDS: readonly string[] = (
	"acorn actor album alley amber angle ankle apple april apron arena arrow atlas attic audio autumn " +
	"badge baker balcony bamboo banana banjo barrel basket beacon beaver bench berry bicycle biscuit blanket blossom " +
	"border bottle boulder bracket branch breeze brick bridge bronze bubble bucket buffalo bullet bundle butter button " +
	"cabin cactus camel camera candle canoe canvas carbon carpet carrot castle cedar cellar cement cherry chimney " +
	"cinema circle citrus clover coconut coffee comet compass copper corner cotton cradle crater crayon cricket crystal " +
	"curtain cushion dancer denim desert diamond dinner doctor dolphin donkey dragon drawer driver drummer dune eagle " +
	"easel echo elbow elephant ember engine fabric falcon farmer feather fender ferry fiddle finger flamingo flower " +
	"fossil fountain galaxy garden garlic geyser ginger giraffe glacier goblet gravel guitar hammer harbor harvest hazel " +
	"helmet hermit hickory honey horizon igloo indigo insect island ivory jacket jaguar jasmine jelly jigsaw juniper " +
	"kayak kettle kitchen kitten ladder lagoon lantern laurel lemon leopard library lizard lobster lumber magnet mango " +
	"maple marble meadow melon meteor mirror mitten monkey mosaic mountain muffin museum napkin nectar needle nickel " +
	"noodle nutmeg oasis ocean olive onion orbit orchid otter oyster paddle panda paper parrot pebble pencil " +
	"pepper piano pigeon pillow pirate planet plum pocket pollen pony poppy potato prairie pretzel puzzle python " +
	"quarry quartz quiver rabbit radar radish rainbow raven ribbon river robin rocket saddle salmon sandal sapphire " +
	"scarf seagull shadow shelter silver spider spiral sponge squirrel stable summit sunset tablet tango teapot temple " +
	"thunder timber toffee tornado tractor trumpet tulip tunnel turtle umbrella valley vanilla velvet violin walnut zebra"
).split(" ");

const HOW_MANY = 4;

/**
 * Words to read to each other, from a digest of what is asked: 32 bits, enough to tell one request from another, and
 * short enough to be said.
 *
 * @param sha256 hex
 * @example checkWords("00010203…") // ["acorn", "actor", "album", "alley"]
 */
export function checkWords(sha256: string): readonly string[] {
	if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError("not a SHA-256 in hex");
	return Array.from({ length: HOW_MANY }, (_, index) => {
		const byte = Number.parseInt(sha256.slice(index * 2, index * 2 + 2), 16);
		return WORDS[byte] ?? "";
	});
}
