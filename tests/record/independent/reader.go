// Reads a published record and its proof files with Go's own transparency log packages, golang.org/x/mod/sumdb/note
// and tlog: notes, checkpoints, tiles, inclusion and consistency proofs. What those packages have not – the signed
// message of a cosignature and the head of a proof file – is written here from the C2SP texts.
//
//	reader record FOLDER VKEY...            prints every inclusion proof and the consistency proofs it worked out
//	reader proof FILE ENTRY VKEY...         checks one entry
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// cosigner verifies timestamped Ed25519 cosignatures, key type 0x04.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(sig)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return time != 0 && ed25519.Verify(c.key, []byte(message), sig[8:])
}

func verifier(vkey string) note.Verifier {
	parts := strings.SplitN(vkey, "+", 3)
	data, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if data[0] == 1 {
		v, err := note.NewVerifier(vkey)
		check(err)
		return v
	}
	hash := sha256.Sum256(append([]byte(parts[0]+"\n"), data...))
	if hex.EncodeToString(hash[:4]) != parts[1] || data[0] != 4 || len(data) != 33 {
		check(fmt.Errorf("not a key for cosignatures"))
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(hash[:4]), ed25519.PublicKey(data[1:])}
}

func open(raw []byte, vkeys []string) (tlog.Tree, []string) {
	var known []note.Verifier
	for _, vkey := range vkeys {
		known = append(known, verifier(vkey))
	}
	opened, err := note.Open(raw, note.VerifierList(known...))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	if lines[0] != known[0].Name() || len(lines) != 4 {
		check(fmt.Errorf("another origin, or extension lines"))
	}
	var signed []string
	for _, sig := range opened.Sigs {
		signed = append(signed, sig.Name)
	}
	return tlog.Tree{N: size, Hash: root}, signed
}

// folder serves tiles of height 8 from the files of the record.
type folder string

func (f folder) Height() int                             { return 8 }
func (f folder) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		raw, err := os.ReadFile(f.path(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, nil
}
func (f folder) path(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return filepath.Join(string(f), strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func (f folder) entries(size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		raw, err := os.ReadFile(f.path(tlog.Tile{H: 8, L: -1, N: n, W: int(width)}))
		check(err)
		for len(raw) > 0 {
			if len(raw) < 2 || len(raw) < 2+int(binary.BigEndian.Uint16(raw)) {
				check(fmt.Errorf("the bundle ends inside an entry"))
			}
			length := int(binary.BigEndian.Uint16(raw))
			all = append(all, raw[2:2+length])
			raw = raw[2+length:]
		}
	}
	return all
}

func record(root string, vkeys []string) {
	raw, err := os.ReadFile(filepath.Join(root, "checkpoint"))
	check(err)
	tree, signed := open(raw, vkeys)
	files := folder(root)
	reader := tlog.TileHashReader(tree, files)
	entries := files.entries(tree.N)
	if int64(len(entries)) != tree.N {
		check(fmt.Errorf("%d entries in the bundles, %d in the checkpoint", len(entries), tree.N))
	}
	result := struct {
		Size        int64
		Root        string
		Signed      []string
		Inclusion   []tlog.RecordProof
		Consistency []tlog.TreeProof
	}{Size: tree.N, Root: tree.Hash.String(), Signed: signed}
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry)))
		result.Inclusion = append(result.Inclusion, proof)
	}
	for old := int64(1); old <= tree.N; old++ {
		hash, err := tlog.TreeHash(old, reader)
		check(err)
		proof, err := tlog.ProveTree(tree.N, old, reader)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old, hash))
		result.Consistency = append(result.Consistency, proof)
	}
	check(json.NewEncoder(os.Stdout).Encode(result))
}

func proof(path, entry string, vkeys []string) {
	raw, err := os.ReadFile(path)
	check(err)
	content, err := os.ReadFile(entry)
	check(err)
	at := bytes.Index(raw, []byte("\n\n"))
	if at < 0 {
		check(fmt.Errorf("no empty line"))
	}
	lines := strings.Split(string(raw[:at]), "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || len(lines) < 2 {
		check(fmt.Errorf("not a proof file"))
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	check(err)
	var hashes tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		hashes = append(hashes, hash)
	}
	tree, signed := open(raw[at+2:], vkeys)
	check(tlog.CheckRecord(hashes, tree.N, tree.Hash, index, tlog.RecordHash(content)))
	check(json.NewEncoder(os.Stdout).Encode(signed))
}

func main() {
	switch os.Args[1] {
	case "record":
		record(os.Args[2], os.Args[3:])
	case "proof":
		proof(os.Args[2], os.Args[3], os.Args[4:])
	}
}
