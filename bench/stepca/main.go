// Serves step-ca from Debian's library (golang-github-smallstep-certificates-dev), which has no program of its own.
package main

import (
	"log"
	"os"

	"github.com/smallstep/certificates/authority/config"
	"github.com/smallstep/certificates/ca"
)

func main() {
	settings, err := config.LoadConfiguration(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	server, err := ca.New(settings, ca.WithConfigFile(os.Args[1]))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(server.Run())
}
