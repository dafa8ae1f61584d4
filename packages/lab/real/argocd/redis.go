package main

import (
	"flag"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// runRedis serves the part of Redis that Argo CD's cache needs, in memory, so
// that a machine needs no Redis of its own.
func runRedis(args []string) error {
	flags := flag.NewFlagSet("redis-server", flag.ContinueOnError)
	host := flags.String("bind", "127.0.0.1", "address to listen on")
	port := flags.String("port", "6379", "port to listen on")
	flags.String("save", "", "accepted as Redis does; nothing is ever saved")
	if err := flags.Parse(args); err != nil {
		return err
	}

	server := miniredis.NewMiniRedis()
	if err := server.StartAddr(net.JoinHostPort(*host, *port)); err != nil {
		return err
	}
	defer server.Close()

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	// Its clock stands still unless it is moved.
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		select {
		case <-second.C:
			server.FastForward(time.Second)
		case <-stop:
			return nil
		}
	}
}
